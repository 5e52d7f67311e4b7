package gateway.api.protocol;

import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent.TransferData;
import gateway.api.protocol.DissectionEvent.TransferEnded;
import gateway.api.protocol.DissectionEvent.TransferStarted;
import gateway.api.protocol.Dissector.CloseReason;
import java.util.Map;

/**
 * Reports bodies of HTTP messages as files on their way, one at a time in each direction. For whoever reads a flow's
 * messages: the parser of HTTP itself, or the one above that claimed them. One flow, one thread.
 */
public final class BodyTransfers {
    private static final class Running {
        final HttpMessage.Content content;
        long next;
        boolean intact = true;

        Running(HttpMessage.Content content) {
            this.content = content;
        }
    }

    private final DissectionSink sink;
    private final Running[] running = new Running[Direction.values().length];

    /** Reports to {@code sink}. */
    public BodyTransfers(DissectionSink sink) {
        this.sink = sink;
    }

    /** A body begins: a file of that name, about which this was said. */
    public void start(Direction direction, HttpMessage.Content content, WireText name,
                      Map<String, String> attributes) {
        cutOff(direction);
        running[direction.ordinal()] = new Running(content);
        sink.emit(new TransferStarted(content.transfer(), direction, name, content.size(), content.first(),
            content.length(), attributes));
    }

    /** The next part of the body of that direction; passed over where none was started. */
    public void add(Direction direction, HttpMessage.Body body) {
        Running one = running[direction.ordinal()];
        if (one == null) {
            return;
        }
        one.intact &= body.bodyOffset() == one.next;
        one.next = body.bodyOffset() + body.bytes().length();
        if (body.bytes().length() > 0) {
            sink.emit(new TransferData(one.content.transfer(), one.content.first() + body.bodyOffset(), body.bytes()));
        }
        if (body.last()) {
            end(direction, one.intact);
        }
    }

    /** Nothing more comes. A body that lasts until the close of the connection came to its end by that. */
    public void close(CloseReason reason) {
        for (Direction direction : Direction.values()) {
            Running one = running[direction.ordinal()];
            if (one != null) {
                end(direction, reason == CloseReason.FLOW_ENDED && one.content.untilClose() && one.intact);
            }
        }
    }

    /** What is under way that way ends where it is. */
    public void cutOff(Direction direction) {
        if (running[direction.ordinal()] != null) {
            end(direction, false);
        }
    }

    private void end(Direction direction, boolean complete) {
        long number = running[direction.ordinal()].content.transfer();
        running[direction.ordinal()] = null;
        sink.emit(new TransferEnded(number, complete));
    }
}
