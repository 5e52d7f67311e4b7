package gateway.protocol.ppstream;

import gateway.api.packet.ByteView;
import gateway.api.packet.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a program tells its servers, and asks its peers to pass on; plain messages. */
final class Notices {
    private static final int ADDRESS = 21;
    private static final int PORT = 25;
    private static final int REPORT_LENGTH = 88;
    private static final int REPORT_KIND = 13;
    private static final int REPORT_HASH = 21;
    private static final int REPORT_ADDRESS = 61;
    private static final int REPORT_PORT = 65;
    private static final int REPORTED = 7;
    /** Hashes and ids have twenty bytes, and a byte that says so in front. */
    private static final int HASH = 20;
    private static final int PROBE_LENGTH = 24;
    private static final int PROBE_PORT = 17;
    private static final int PROBE_ADDRESS = 19;
    private static final int INVITED = 28;

    private Notices() {
    }

    /** Whether a datagram is a notice or a report to its last byte. */
    static boolean isOne(Frame frame, ByteView datagram) {
        ByteView message = datagram.slice(frame.start());
        if (ListForm.of(frame) == ListForm.NOTICE) {
            return ListForm.NOTICE.fits(message) && message.u16(REPORT_KIND) == 0
                && Little.u16(message, REPORT_KIND + 2) == 1;
        }
        return isReport(frame, message) && message.i32(Frame.KEY) == 0;
    }

    /** What a notice says of its sender. */
    static Map<String, String> notice(ByteView message) {
        Map<String, String> said = new LinkedHashMap<>();
        end(said, "address", message, ADDRESS, PORT);
        return said;
    }

    /** What a report says. */
    static Map<String, String> report(Frame frame, ByteView message) {
        Map<String, String> said = new LinkedHashMap<>();
        if (isReport(frame, message)) {
            said.put("content_hash", Little.hex(message, REPORT_HASH + 1, HASH));
            end(said, "address", message, REPORT_ADDRESS, REPORT_PORT);
        }
        return said;
    }

    /** Where the sender of a probe is behind its translation of addresses. */
    static Map<String, String> probe(ByteView message) {
        Map<String, String> said = new LinkedHashMap<>();
        if (message.length() == PROBE_LENGTH) {
            end(said, "address", message, PROBE_ADDRESS, PROBE_PORT);
        }
        return said;
    }

    /** To whom an invitation leads. The port is a second one, not that of the probes to come. */
    static Map<String, String> invitation(ByteView message) {
        Map<String, String> said = new LinkedHashMap<>();
        end(said, "peer", message, INVITED, INVITED + 4);
        return said;
    }

    private static boolean isReport(Frame frame, ByteView message) {
        return frame.family() == Command.ANSWER && frame.command() == Command.REPORT
            && message.length() == REPORT_LENGTH && Little.u32(message, REPORT_KIND) == REPORTED
            && message.u8(REPORT_HASH) == HASH;
    }

    private static void end(Map<String, String> said, String name, ByteView message, int address, int port) {
        if (message.length() >= Math.max(address + 4, port + 2)) {
            said.put(name, IpAddress.v4(message.i32(address)) + ":" + Little.u16(message, port));
        }
    }
}
