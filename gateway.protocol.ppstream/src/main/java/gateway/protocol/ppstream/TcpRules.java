package gateway.protocol.ppstream;

import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.Signature;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What tells the live network over TCP: a head that names its protocol. */
final class TcpRules {
    /** Bytes of the head. */
    static final int HEAD = 60;
    private static final byte[] NAME = "PSProtocol\0".getBytes(StandardCharsets.US_ASCII);
    private static final int ZEROS = 52;
    private static final Detection STREAM = Detection.certain("P4 stream");

    private TcpRules() {
    }

    static List<Signature> signatures() {
        // One letter: a first segment may be cut anywhere.
        return List.of(Signature.at("P4 first letter", Transport.TCP, 0, new byte[] {NAME[0]}));
    }

    static Detection detect(Head head) {
        Detection open = Detection.NO;
        for (Direction direction : Direction.values()) {
            ByteView stream = head.stream(direction);
            if (stream.length() >= HEAD && isHead(stream)) {
                return STREAM;
            }
            if (stream.length() > 0 && stream.length() < HEAD && mayBecomeHead(stream)) {
                open = Detection.NEED_MORE;
            }
        }
        return open;
    }

    /** Whether {@link #HEAD} bytes or more are the head. */
    static boolean isHead(ByteView stream) {
        return stream.startsWith(NAME) && stream.i32(ZEROS) == 0;
    }

    /** Whether fewer bytes fit so far. */
    static boolean mayBecomeHead(ByteView stream) {
        for (int i = 0; i < Math.min(NAME.length, stream.length()); i++) {
            if (stream.u8(i) != NAME[i]) {
                return false;
            }
        }
        return true;
    }
}
