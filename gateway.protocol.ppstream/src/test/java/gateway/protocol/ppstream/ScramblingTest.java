package gateway.protocol.ppstream;

import static gateway.protocol.ppstream.Speech.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.ByteView;
import gateway.testkit.Mutator;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors of the description, and what holds for any message. */
class ScramblingTest {
    @ParameterizedTest
    @CsvSource({
        "18004441001122334455667788000001000959c0a801080d,158051101001231054016710989898999990c909a1a0a80d",
        "250044250011223344556677880000010409598505000000bc7d00000000000004e0ffffff,da809ebbbbaa88bbffaaccbb3"
            + "3333332363f66e3e6e6e6e65a2727272727272723c33cc3ff",
        "c8005526001122334455667788000441026c588123ef3e8005000000807d00000000000004030a11181f262d343b42495057"
            + "5e656c737a81888f969da4abb2b9c0c7ced5dce3eaf1f8ff060d141b222930373e454c535a61686f767d848b9299a0a7aeb5"
            + "bcc3cad1d8dfe6edf4fb020910171e252c333a41484f565d646b727980878e959ca3aab1b8bfc6cdd4dbe2e9f0f7fe050c13"
            + "1a21282f363d444b525960676e757c838a91989fa6adb4bbc2c9d0d7dee5ecf3fa01080f161d242b323940474e5500000000"
            + ",b180e4c2c2d3f1c286d3b5c24a4a4e0f0d6139b89b744acacfcfcfcf4f3232323232323236353f2e36290f22162d6f26762"
            + "17f1a76057ffe76f96ff256fd4ff636f13fea36d53fce36c9cfc2d6cdefc6f6c1ffbaf6a5ff9ef699ef92169d0f9636913f8"
            + "a36f53fee36e90fe216edefe6f6e1ffdaf6c5ffbef6b9efb2d6bdcf7980878e959ca3aab1b8bfc6cdd4dbe2e9f0f7fe050c1"
            + "31a21282f363d444b525960676e757c838a91989fa6adb4bbc2c9d0d7dee5ecf3fa01080f161d242b323940474e550000000"
            + "0"})
    void shouldFollowTheVectors(String plain, String wire) {
        byte[] bytes = hex(wire);
        assertTrue(Scrambling.is(ByteView.of(bytes), bytes.length));
        for (int i = 0; i < bytes.length; i++) {
            assertEquals(hex(plain)[i] & 0xff, Scrambling.plain(ByteView.of(bytes), bytes.length, i), "byte " + i);
        }
        Scrambling.open(bytes, bytes.length);
        assertArrayEquals(hex(plain), bytes);
        Scrambling.close(bytes, bytes.length);
        assertArrayEquals(hex(wire), bytes);
        assertArrayEquals(hex(wire), Speech.scrambled(hex(plain)));
    }

    @Test
    void shouldNotKnowAMessageWhoseLastByteWasChanged() {
        byte[] wire = Speech.scrambled(Speech.request(1413, 32188));
        for (int bit = 0; bit < 8; bit++) {
            byte[] changed = wire.clone();
            changed[changed.length - 1] ^= (byte) (1 << bit);
            assertFalse(Scrambling.is(ByteView.of(changed), changed.length));
        }
        assertFalse(Scrambling.is(ByteView.of(wire), wire.length + 1));
        assertFalse(Scrambling.is(ByteView.of(wire).slice(0, wire.length - 1), wire.length));
    }

    @Test
    void shouldUndoItselfAtAnyLengthAndKeepTheParityThatReceiversMayCheck() {
        Mutator mutator = new Mutator(5);
        for (int length = 4; length < 400; length++) {
            byte[] plain = mutator.noise(1000);
            byte[] message = Arrays.copyOf(plain, length);
            message[0] = (byte) length;
            message[1] = (byte) (length >> 8);
            byte[] wire = message.clone();
            Scrambling.close(wire, length);
            assertArrayEquals(Speech.scrambled(message), wire);
            assertTrue(Scrambling.is(ByteView.of(wire), length));
            assertEquals(length & 0xff, (wire[0] ^ wire[Math.min(length, 128) - 1]) & 0xff);
            Scrambling.open(wire, length);
            assertArrayEquals(message, wire);
        }
    }
}
