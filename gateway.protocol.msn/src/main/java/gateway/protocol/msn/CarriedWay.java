package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Progress;
import gateway.api.protocol.WireText;
import java.util.Arrays;

/** One direction of a connection that HTTP bodies carry, and what of it waits for the next body. */
final class CarriedWay {
    private final CommandReader reader;
    private byte[] kept = {};
    private long keptOffset = WireText.NOWHERE;

    CarriedWay(CommandReader reader) {
        this.reader = reader;
    }

    /** The next bytes. A command that is cut by the framing of HTTP has no place in one piece. */
    void add(HttpMessage.Body body) {
        ByteView bytes = body.bytes();
        if (reader.givenUp() || bytes.length() == 0) {
            return;
        }
        if (kept.length == 0) {
            keep(bytes, body.streamOffset(), reader.read(bytes, body.streamOffset()));
            return;
        }
        boolean adjacent = keptOffset != WireText.NOWHERE && keptOffset + kept.length == body.streamOffset();
        byte[] both = Arrays.copyOf(kept, kept.length + bytes.length());
        System.arraycopy(bytes.copy(0, bytes.length()), 0, both, kept.length, bytes.length());
        ByteView whole = ByteView.of(both);
        long offset = adjacent ? keptOffset : WireText.NOWHERE;
        keep(whole, offset, reader.read(whole, offset));
    }

    /** A reader leaves no more than a payload of the size that is read. */
    private void keep(ByteView bytes, long offset, Progress progress) {
        int from = progress.state() == Progress.State.NEED_MORE ? progress.consumed() : bytes.length();
        kept = bytes.copy(from, bytes.length() - from);
        keptOffset = offset == WireText.NOWHERE ? offset : offset + from;
    }
}
