package gateway.core.internal.pipeline;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;
import gateway.api.protocol.WireText;
import java.util.Map;

/** Reads requests, {@code GET NAME}, and answers, {@code SEND LENGTH} and so many bytes; lines end with a newline. */
final class Download implements Dissector {
    private final DissectionSink sink;
    /** What it was given of contents. */
    private final StringBuilder contents;
    private long remaining;
    private int unanswered;

    Download(DissectionSink sink, StringBuilder contents) {
        this.sink = sink;
        this.contents = contents;
    }

    @Override
    public Progress onData(Direction direction, ByteView bytes) {
        int at = 0;
        while (at < bytes.length()) {
            if (direction == Direction.TO_CLIENT && remaining > 0) {
                int part = (int) Math.min(remaining, bytes.length() - at);
                contents.append(bytes.text(at, part));
                remaining -= part;
                at += part;
                continue;
            }
            int end = bytes.indexOf('\n', at, bytes.length());
            if (end < 0) {
                return Progress.needMore(at, 0);
            }
            line(direction, bytes.text(at, end - at));
            at = end + 1;
        }
        return Progress.OK;
    }

    private void line(Direction direction, String line) {
        String argument = line.substring(line.indexOf(' ') + 1);
        if (direction == Direction.TO_SERVER) {
            unanswered++;
            sink.emit(new DissectionEvent.FileRequested(argument, Map.of()));
        } else {
            unanswered--;
            remaining = Long.parseLong(argument);
            sink.emit(new DissectionEvent.TransferStarted(1, direction, WireText.of("answer"), remaining, 0, remaining,
                Map.of()));
        }
    }

    @Override
    public long contentAhead() {
        return unanswered == 0 ? remaining : 0;
    }

    @Override
    public Progress onGap(Direction direction, long missing) {
        remaining -= missing;
        return remaining < 0 ? Progress.DONE : Progress.OK;
    }
}
