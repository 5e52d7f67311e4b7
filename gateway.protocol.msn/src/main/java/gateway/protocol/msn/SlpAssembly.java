package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;

/** Puts texts of MSNSLP together that came in several packets. */
final class SlpAssembly {
    /** The longest hold a preview picture. */
    static final int MAX_TEXT = 64 * 1024;
    private static final int MAX_OPEN = 4;

    private record Key(Direction direction, long message) {
    }

    private final Report report;
    private final Map<Key, ByteArrayOutputStream> open = new Bounded<>(MAX_OPEN);

    SlpAssembly(Report report) {
        this.report = report;
    }

    /** Takes a part; answers the text if it is whole now. */
    Optional<byte[]> add(Direction direction, P2pPart part, ByteView bytes) {
        Key key = new Key(direction, part.message());
        ByteArrayOutputStream text = part.first() ? new ByteArrayOutputStream() : open.remove(key);
        if (text == null || part.offset() > 0 && part.offset() != text.size()) {
            report.anomaly("slp_out_of_order", "message " + part.message());
            return Optional.empty();
        }
        if (text.size() + part.length() + part.remaining() > MAX_TEXT) {
            open.remove(key);
            report.anomaly("slp_too_long", "message " + part.message());
            return Optional.empty();
        }
        text.writeBytes(bytes.copy(part.from(), part.length()));
        if (part.remaining() == 0) {
            open.remove(key);
            return Optional.of(text.toByteArray());
        }
        open.put(key, text);
        return Optional.empty();
    }
}
