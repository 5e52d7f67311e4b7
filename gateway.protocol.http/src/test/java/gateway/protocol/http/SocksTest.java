package gateway.protocol.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.ByteView;
import gateway.api.protocol.DissectionEvent.FileRequested;
import gateway.testkit.FlowScript;
import gateway.testkit.Mutator;
import gateway.testkit.ParserRig;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocksTest {
    private static final String GET = "GET / HTTP/1.1\r\n\r\n";

    @ParameterizedTest
    @CsvSource({
        "050100 05010001c63364020050, 13",
        "05020002 010161026262 05010001c63364020050, 20",
        "050100 0501000303612e620050, 13",
        "050100 05010004 20010db8000000000000000000000001 0050, 25",
        "0500 05000001000000000000, 12",
        "0502 0100 05000001000000000000, 14",
        "04010050c633640200, 9",
        "04010050c63364026d6500, 11",
        "040100500000000100612e6200, 13",
        "005a000000000000, 8",
    })
    void shouldMeasureNegotiations(String hex, int length) {
        byte[] bytes = bytes(hex);
        assertEquals(length, Socks.length(ByteView.of(bytes)));
        for (int i = 1; i < bytes.length; i++) {
            assertEquals(Socks.INCOMPLETE, Socks.length(ByteView.of(bytes).slice(0, i)), "of " + i + " bytes");
        }
    }

    @ParameterizedTest
    @CsvSource({"474554", "005b000000000000", "04050050c633640200", "050100 474554202f"})
    void shouldSeeThatThereIsNone(String hex) {
        assertEquals(0, Socks.length(ByteView.of(bytes(hex))));
    }

    @Test
    void shouldFindHttpBehindProxy() {
        FlowScript script = FlowScript.tcp().toServer(bytes("050100")).toClient(bytes("0500"))
            .toServer(bytes("05010001c63364020050")).toClient(bytes("05000001000000000000")).toServer(GET)
            .toClient("HTTP/1.1 204 No Content\r\n\r\n");
        ParserRig rig = new ParserRig(new HttpParser());
        assertEquals("request line", rig.classify(script).rule());
        assertEquals(1, rig.read(script).sink().events(FileRequested.class).size());
        assertTrue(rig.sameHoweverCut(script).size() >= 3);
    }

    @Test
    void shouldNeverThrowOnAnyBytes() {
        Mutator mutator = new Mutator(1928);
        for (int i = 0; i < 100_000; i++) {
            byte[] noise = mutator.noise(40);
            if (noise.length > 0) {
                noise[0] = mutator.any((byte) 0, (byte) 4, (byte) 5);
            }
            int length = Socks.length(ByteView.of(noise));
            assertTrue(length >= Socks.INCOMPLETE && length <= noise.length);
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
