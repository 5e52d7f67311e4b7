package gateway.core.internal.sequence;

import static gateway.api.packet.Direction.TO_CLIENT;
import static gateway.api.packet.Direction.TO_SERVER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gateway.api.packet.Direction;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.sequence.StreamSequence.Answer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FlowSequenceTest {
    private static final int CLIENT_ISN = 100;
    private static final int SERVER_ISN = 5000;
    private static final int FIXED = 20;

    private final PagePool pool = new PagePool(1 << 20);
    private final Handshake handshake = new Handshake();
    private FlowSequence flow;
    private final TcpOptions options = new TcpOptions();
    private final CollectedStream read = new CollectedStream();
    private Answer packet(Direction direction, int flags, int sequence, int acknowledgement, int window,
                          String optionsHex, String payload) {
        byte[] header = HexFormat.of().parseHex(optionsHex);
        byte[] text = payload.getBytes(StandardCharsets.ISO_8859_1);
        Packet packet = new Packet();
        packet.protocol = 6;
        packet.flags = flags;
        packet.sequence = sequence;
        packet.acknowledgement = acknowledgement;
        packet.window = window;
        packet.bytes = ByteBuffer.allocate(FIXED + header.length + text.length).put(FIXED, header)
            .put(FIXED + header.length, text);
        packet.payloadOffset = FIXED + header.length;
        packet.payloadLength = text.length;
        packet.payloadCaptured = text.length;
        if (packet.has(Packet.SYN)) {
            handshake.onSyn(packet, direction, options);
            return Answer.PASS;
        }
        return flow.onPacket(packet, direction, options, read, read, 0);
    }

    private static String stamp(int value) {
        return "0101080a" + HexFormat.of().toHexDigits(value) + "00000000";
    }

    private void handshake(String clientOptions, String serverOptions) {
        packet(TO_SERVER, Packet.SYN, CLIENT_ISN, 0, 1000, clientOptions, "");
        packet(TO_CLIENT, Packet.SYN | Packet.ACK, SERVER_ISN, CLIENT_ISN + 1, 1000, serverOptions, "");
        begin();
        packet(TO_SERVER, Packet.ACK, CLIENT_ISN + 1, SERVER_ISN + 1, 10, "", "");
    }

    private void begin() {
        flow = new FlowSequence(pool, 1 << 18, true, handshake);
        flow.stream(TO_SERVER).begin(CLIENT_ISN + 1);
        flow.stream(TO_CLIENT).begin(SERVER_ISN + 1);
    }

    @Test
    void shouldScaleWindowsOnlyWhereBothOfferIt() {
        handshake("030304", "");
        assertEquals(Answer.OUT_OF_WINDOW, packet(TO_CLIENT, Packet.ACK, SERVER_ISN + 12, 0, 9, "", "beyond"));
        FlowSequenceTest both = new FlowSequenceTest();
        both.handshake("030304", "030302");
        assertEquals(Answer.PASS, both.packet(TO_CLIENT, Packet.ACK, SERVER_ISN + 12, 0, 9, "", "within"));
        assertEquals(Answer.OUT_OF_WINDOW,
            both.packet(TO_CLIENT, Packet.ACK, SERVER_ISN + 1 + 160, 0, 9, "", "beyond"));
    }

    @Test
    void shouldRefuseTimestampsThatTheReceiverRefuses() {
        handshake(stamp(50), stamp(70));
        assertEquals(Answer.PASS, packet(TO_SERVER, Packet.ACK, CLIENT_ISN + 1, SERVER_ISN + 1, 9, stamp(60), "a"));
        packet(TO_CLIENT, Packet.ACK, SERVER_ISN + 1, CLIENT_ISN + 2, 1000, stamp(71), "");
        assertEquals(Answer.TOO_OLD, packet(TO_SERVER, Packet.ACK, CLIENT_ISN + 2, SERVER_ISN + 1, 9, stamp(59), "x"));
        assertEquals(Answer.PASS, packet(TO_SERVER, Packet.ACK, CLIENT_ISN + 2, SERVER_ISN + 1, 9, stamp(60), "b"));
        assertEquals("ab", read.toString());
    }

    @Test
    void shouldLetNoFinPassBehindWhatIsHeld() {
        handshake("", "");
        packet(TO_SERVER, Packet.ACK, CLIENT_ISN + 1, SERVER_ISN + 1, 9, "", "a");
        flow.stream(TO_SERVER).hold(1);
        assertEquals(Answer.WAIT,
            packet(TO_SERVER, Packet.ACK | Packet.FIN, CLIENT_ISN + 2, SERVER_ISN + 1, 9, "", ""));
        assertEquals(Answer.PASS, packet(TO_SERVER, Packet.ACK, CLIENT_ISN + 2, SERVER_ISN + 1, 9, "", ""));
        assertEquals(Answer.PASS,
            packet(TO_CLIENT, Packet.ACK | Packet.FIN, SERVER_ISN + 1, CLIENT_ISN + 1, 9, "", ""));
    }

    @Test
    void shouldReadOptionsThatAreMalformedAsTheReceiverDoes() {
        handshake("0303", "03");
        assertEquals(TcpOptions.NONE, options.windowShift);
        packet(TO_SERVER, Packet.ACK, CLIENT_ISN + 1, SERVER_ISN + 1, 9, "0100030307", "");
        assertEquals(TcpOptions.NONE, options.windowShift, "behind the end of the list");
        packet(TO_SERVER, Packet.ACK, CLIENT_ISN + 1, SERVER_ISN + 1, 9, "0303ff", "");
        assertEquals(14, options.windowShift);
        packet(TO_SERVER, Packet.ACK, CLIENT_ISN + 1, SERVER_ISN + 1, 9, "fe00030307", "");
        assertEquals(TcpOptions.NONE, options.windowShift, "behind an option without a length");
    }
}
