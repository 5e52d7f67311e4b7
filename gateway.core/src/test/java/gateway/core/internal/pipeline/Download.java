package gateway.core.internal.pipeline;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;
import gateway.api.protocol.WireText;
import java.util.Map;

/**
 * Reads requests, {@code GET NAME}, and answers, {@code SEND LENGTH} and so many bytes, or {@code SEND -1} and bytes
 * until the end; lines end with a newline. {@code LAST} instead of {@code SEND}: nothing follows that it would read.
 */
final class Download implements Dissector {
    private final DissectionSink sink;
    /** What it was given of contents. */
    private final StringBuilder contents;
    private long length;
    private long remaining;
    private long offset;
    private long transfer;
    private boolean last;
    private boolean done;
    private int unanswered;

    Download(DissectionSink sink, StringBuilder contents) {
        this.sink = sink;
        this.contents = contents;
    }

    @Override
    public Progress onData(Direction direction, ByteView bytes) {
        int at = 0;
        while (at < bytes.length()) {
            if (direction == Direction.TO_CLIENT && (remaining > 0 || length < 0)) {
                int part = (int) Math.min(length < 0 ? Integer.MAX_VALUE : remaining, bytes.length() - at);
                take(bytes.slice(at, part));
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
        return done ? Progress.DONE : Progress.OK;
    }

    private void take(ByteView part) {
        contents.append(part.text(0, part.length()));
        sink.emit(new DissectionEvent.TransferData(transfer, offset, part));
        offset += part.length();
        remaining -= part.length();
        if (remaining == 0) {
            done = last;
            sink.emit(new DissectionEvent.TransferEnded(transfer, true));
        }
    }

    private void line(Direction direction, String line) {
        String argument = line.substring(line.indexOf(' ') + 1);
        if (direction == Direction.TO_SERVER) {
            unanswered++;
            sink.emit(new DissectionEvent.FileRequested(argument, Map.of()));
        } else {
            unanswered--;
            last = line.startsWith("LAST");
            length = Long.parseLong(argument);
            remaining = length;
            offset = 0;
            transfer++;
            sink.emit(new DissectionEvent.TransferStarted(transfer, direction, WireText.of("answer"), length, 0, length,
                Map.of()));
        }
    }

    @Override
    public long contentAhead() {
        return unanswered == 0 ? Math.max(0, remaining) : 0;
    }

    @Override
    public Progress onGap(Direction direction, long missing) {
        if (remaining > 0) {
            sink.emit(new DissectionEvent.TransferEnded(transfer, false));
        }
        remaining -= missing;
        return remaining < 0 ? Progress.DONE : Progress.OK;
    }
}
