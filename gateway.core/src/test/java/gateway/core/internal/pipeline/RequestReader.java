package gateway.core.internal.pipeline;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Progress;
import gateway.core.internal.crafted.FakeParser;
import java.util.Map;

/** Reads lines of a word, a blank and a name, and tells the name as a file that was asked for. */
final class RequestReader implements FakeParser.Reader {
    @Override
    public Progress read(DissectionSink sink, Direction direction, ByteView bytes) {
        String text = bytes.text(0, bytes.length());
        int blank = text.indexOf(' ');
        int end = text.indexOf('\n');
        if (end < 0) {
            end = text.matches("\\w+ \\S+\\.\\w{3}") ? text.length() : -1;
        }
        if (direction == Direction.TO_CLIENT || blank < 0 || end < 0) {
            return direction == Direction.TO_CLIENT ? Progress.OK : Progress.needMore(0, 0);
        }
        sink.emit(new DissectionEvent.FileRequested(text.substring(blank + 1, end), Map.of()));
        return Progress.OK;
    }
}
