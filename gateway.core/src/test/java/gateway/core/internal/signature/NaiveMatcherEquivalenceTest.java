package gateway.core.internal.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.ByteView;
import gateway.api.packet.Transport;
import gateway.api.protocol.Signature;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables answer as the plain reading of the contract does, on payloads of few byte values, which match often. */
class NaiveMatcherEquivalenceTest {
    private static final int VALUES = 4;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 63, 64, 65, 200})
    void shouldAnswerAsTheNaiveMatcher(int signatures) {
        Random random = new Random(signatures);
        long matched = 0;
        for (int round = 0; round < 20; round++) {
            List<OwnedSignature> owned = new ArrayList<>();
            for (int i = 0; i < signatures; i++) {
                owned.add(new OwnedSignature(random.nextInt(SignatureMatcher.MAX_OWNERS), signature(random, i)));
            }
            SignatureMatcher matcher = new SignatureMatcher(owned);
            for (int i = 0; i < 200; i++) {
                byte[] payload = bytes(random, random.nextInt(i < 50 ? 6 : 60));
                Transport transport = transport(random);
                long expected = naive(owned, transport, payload);
                assertEquals(expected, matcher.matches(transport, inTheMiddle(payload)));
                matched += Long.bitCount(expected);
            }
        }
        assertTrue(matched > 100, "the payloads have to match now and then");
    }

    private static long naive(List<OwnedSignature> signatures, Transport transport, byte[] payload) {
        long owners = 0;
        for (OwnedSignature owned : signatures) {
            if (owned.signature().transport() == transport && naive(owned.signature(), payload)) {
                owners |= 1L << owned.owner();
            }
        }
        return owners;
    }

    private static boolean naive(Signature signature, byte[] payload) {
        if (signature instanceof Signature.Anchored anchored) {
            if (payload.length < anchored.minLength() || payload.length < anchored.offset() + anchored.bytes().length) {
                return false;
            }
            for (int i = 0; i < anchored.bytes().length; i++) {
                int difference = payload[anchored.offset() + i] ^ anchored.bytes()[i];
                if ((difference & anchored.mask()[i]) != 0) {
                    return false;
                }
            }
            return true;
        }
        if (signature instanceof Signature.Floating floating) {
            return ByteView.of(payload).indexOf(floating.bytes(), 0, floating.depth()) >= 0;
        }
        Signature.Regex regex = (Signature.Regex) signature;
        return java.util.regex.Pattern.compile(regex.expression(), java.util.regex.Pattern.DOTALL)
            .matcher(ByteView.of(payload).text(0, payload.length)).find();
    }

    private static Signature signature(Random random, int index) {
        String name = "s" + index;
        Transport transport = transport(random);
        int kind = random.nextInt(20);
        if (kind == 0) {
            return new Signature.Regex(name, transport, "\\x0" + random.nextInt(VALUES) + ".{2,3}\\x03$", false);
        }
        if (kind < 12) {
            byte[] bytes = bytes(random, random.nextInt(5));
            byte[] mask = new byte[bytes.length];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
            }
            return new Signature.Anchored(name, transport, random.nextInt(6), bytes, mask, random.nextInt(9));
        }
        byte[] literal = bytes(random, 1 + random.nextInt(7));
        return new Signature.Floating(name, transport, literal, literal.length + random.nextInt(40));
    }

    /** A view that starts past the start of its buffer and ends before its end. */
    private static ByteView inTheMiddle(byte[] payload) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(payload.length + 20);
        buffer.put(10, payload);
        return new ByteView().aim(buffer, 10, payload.length);
    }

    private static Transport transport(Random random) {
        return random.nextBoolean() ? Transport.TCP : Transport.UDP;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(VALUES);
        }
        return bytes;
    }
}
