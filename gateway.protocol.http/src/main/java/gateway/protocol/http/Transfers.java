package gateway.protocol.http;

import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent.TransferData;
import gateway.api.protocol.DissectionEvent.TransferEnded;
import gateway.api.protocol.DissectionEvent.TransferStarted;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.WireText;
import java.util.Map;

/** The bodies of a connection that nobody above reads, as files on their way: one at a time in each direction. */
final class Transfers {
    private static final class Running {
        final long number;
        final long first;
        final boolean untilClose;
        long next;
        boolean intact = true;

        Running(long number, long first, boolean untilClose) {
            this.number = number;
            this.first = first;
            this.untilClose = untilClose;
        }
    }

    private final DissectionSink sink;
    private final Running[] running = new Running[Direction.values().length];
    private long numbers;

    Transfers(DissectionSink sink) {
        this.sink = sink;
    }

    /** A number for a body that no other body of the flow has. */
    long nextNumber() {
        numbers++;
        return numbers;
    }

    /** A body begins; {@code untilClose}: and ends with the connection. */
    void start(Direction direction, HttpMessage.Content content, boolean untilClose, String name,
               Map<String, String> attributes) {
        running[direction.ordinal()] = new Running(content.transfer(), content.first(), untilClose);
        sink.emit(new TransferStarted(content.transfer(), direction, WireText.of(name), content.size(),
            content.first(), content.length(), attributes));
    }

    /** The next part of the body of that direction. */
    void add(Direction direction, HttpMessage.Body body) {
        Running one = running[direction.ordinal()];
        if (one == null) {
            return;
        }
        one.intact &= body.bodyOffset() == one.next;
        one.next = body.bodyOffset() + body.bytes().length();
        if (body.bytes().length() > 0) {
            sink.emit(new TransferData(one.number, one.first + body.bodyOffset(), body.bytes()));
        }
        if (body.last()) {
            end(direction, one.intact);
        }
    }

    /** Nothing more comes; whether the connection itself ended is the end of some bodies. */
    void close(boolean ended) {
        for (Direction direction : Direction.values()) {
            Running one = running[direction.ordinal()];
            if (one != null) {
                end(direction, ended && one.untilClose && one.intact);
            }
        }
    }

    private void end(Direction direction, boolean complete) {
        sink.emit(new TransferEnded(running[direction.ordinal()].number, complete));
        running[direction.ordinal()] = null;
    }
}
