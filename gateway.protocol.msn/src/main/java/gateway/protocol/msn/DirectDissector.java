package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;
import java.util.HexFormat;
import java.util.Map;

/** A direct connection of MSNP2P: frames with their length in front, a greeting, a handshake, packets. */
final class DirectDissector implements Dissector {
    /** Packets of the first version hold 1352 bytes and a header. */
    static final int MAX_FRAME = 16 * 1024;
    /** What the side that connects sends first. */
    static final byte[] HELLO = {4, 0, 0, 0, 'f', 'o', 'o', 0};
    static final int LENGTH = 4;
    /** The second version shakes hands with nothing but a nonce. */
    static final int NONCE = 16;
    private static final int NONCE_AT = 32;

    private final Report report;
    private final PeerToPeer peerToPeer;
    private final ByteView frame = new ByteView();
    private boolean second;

    DirectDissector(Report report) {
        this.report = report;
        this.peerToPeer = new PeerToPeer(report);
    }

    @Override
    public Progress onData(Direction direction, ByteView bytes) {
        int at = 0;
        while (at < bytes.length()) {
            int there = bytes.length() - at;
            long length = there < LENGTH ? 0 : P2pPart.little32(bytes, at);
            if (length > MAX_FRAME) {
                report.anomaly("frame_too_long", Long.toString(length));
                peerToPeer.abandon();
                return Progress.DONE;
            }
            int whole = LENGTH + (int) length;
            if (there < whole) {
                return Progress.needMore(at, whole);
            }
            frame(direction, frame.aim(bytes, at + LENGTH, (int) length));
            at += whole;
        }
        return Progress.OK;
    }

    @Override
    public Progress onGap(Direction direction, long missing) {
        peerToPeer.abandon();
        return Progress.DONE;
    }

    private void frame(Direction direction, ByteView bytes) {
        int length = bytes.length();
        if (length == NONCE) {
            second = true;
            nonce(bytes, 0);
        } else if (length == P2pPart.HEADER && P2pPart.little32(bytes, 28) == P2pPart.HANDSHAKE) {
            nonce(bytes, NONCE_AT);
        } else if (length > LENGTH) {
            peerToPeer.direct(new Parties(direction, "", "", ""), bytes, second);
        }
    }

    private void nonce(ByteView bytes, int at) {
        report.identified("direct", Map.of("nonce", HexFormat.of().formatHex(bytes.copy(at, NONCE))));
    }
}
