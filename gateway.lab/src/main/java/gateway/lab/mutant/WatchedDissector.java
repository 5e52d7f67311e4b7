package gateway.lab.mutant;

import gateway.api.flow.Flow;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Message;
import gateway.api.protocol.Progress;
import gateway.api.protocol.ProtocolParser;

/** Stands between core and a bundle's dissector: what each says to the other is looked at on its way. */
final class WatchedDissector implements Dissector, DissectionSink {
    private final String application;
    private final Flow flow;
    private final DissectionSink sink;
    private final Watch watch;
    private final EventRules rules = new EventRules();
    /** Where the bytes that are lent next begin, by direction. */
    private final long[] begin = new long[Direction.values().length];
    private final long[] end = new long[Direction.values().length];
    private final Dissector dissector;
    private boolean closed;

    WatchedDissector(ProtocolParser parser, Flow flow, DissectionSink sink, Watch watch) {
        this.application = parser.id();
        this.flow = flow;
        this.sink = sink;
        this.watch = watch;
        watch.onOpened(this);
        this.dissector = parser.open(flow, this);
    }

    String application() {
        return application;
    }

    /** How much memory the dissector keeps, in bytes. */
    long footprint(Footprint footprint) {
        return footprint.of(dissector, this, flow, sink);
    }

    @Override
    public Progress onData(Direction direction, ByteView bytes) {
        watch.onCalled();
        int way = direction.ordinal();
        begin[way] = flow.transport() == Transport.UDP ? 0 : begin[way];
        end[way] = begin[way] + bytes.length();
        rules.given(end[way]);
        Progress progress = dissector.onData(direction, bytes);
        if (progress.state() == Progress.State.NEED_MORE) {
            if (progress.consumed() < 0 || progress.consumed() > bytes.length() || progress.needed() < 0) {
                watch.onFault(application, "answered out of bounds", progress + " of " + bytes.length());
            }
            begin[way] += progress.consumed();
        } else {
            begin[way] = end[way];
        }
        return progress;
    }

    @Override
    public Progress onMessage(Direction direction, Message message) {
        watch.onCalled();
        rules.given(EventRules.end(message));
        return dissector.onMessage(direction, message);
    }

    @Override
    public Progress onGap(Direction direction, long missing) {
        watch.onCalled();
        end[direction.ordinal()] += missing;
        begin[direction.ordinal()] = end[direction.ordinal()];
        rules.given(end[direction.ordinal()]);
        return dissector.onGap(direction, missing);
    }

    @Override
    public void onClose(CloseReason reason) {
        if (closed) {
            watch.onFault(application, "was closed twice", "");
        }
        dissector.onClose(reason);
        closed = true;
        watch.onClosed(this);
        complain(rules.problemAtClose(), "");
    }

    @Override
    public void emit(DissectionEvent event) {
        said();
        complain(rules.problemOf(event), event);
        sink.emit(event);
    }

    @Override
    public boolean message(Direction direction, Message message) {
        said();
        complain(rules.problemOf(message), message);
        return sink.message(direction, message);
    }

    private void said() {
        watch.onSaid();
        if (closed) {
            watch.onFault(application, "spoke after its close", "");
        }
    }

    private void complain(String problem, Object event) {
        if (!problem.isEmpty()) {
            String text = event.toString();
            watch.onFault(application, "told of " + problem, text.substring(0, Math.min(text.length(), 200)));
        }
    }
}
