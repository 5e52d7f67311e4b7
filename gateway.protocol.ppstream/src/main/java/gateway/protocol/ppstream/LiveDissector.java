package gateway.protocol.ppstream;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** A stream of the live network. What follows its head is not known, so nothing more is read. */
final class LiveDissector implements Dissector {
    private final Report report;
    /** Directions that began with something else. */
    private final Set<Direction> foreign = EnumSet.noneOf(Direction.class);

    LiveDissector(Report report) {
        this.report = report;
    }

    @Override
    public Progress onData(Direction direction, ByteView bytes) {
        if (foreign.contains(direction)) {
            return Progress.OK;
        }
        if (bytes.length() < TcpRules.HEAD && TcpRules.mayBecomeHead(bytes)) {
            return Progress.needMore(0, TcpRules.HEAD);
        }
        if (bytes.length() >= TcpRules.HEAD && TcpRules.isHead(bytes)) {
            report.identified("live_stream", Map.of());
            return Progress.DONE;
        }
        // The other side may still be the one that names the protocol.
        foreign.add(direction);
        return foreign.size() == Direction.values().length ? Progress.VIOLATION : Progress.OK;
    }
}
