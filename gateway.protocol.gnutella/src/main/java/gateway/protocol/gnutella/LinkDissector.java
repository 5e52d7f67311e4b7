package gateway.protocol.gnutella;

import gateway.api.flow.Flow;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;

/** A connection between two hosts. */
final class LinkDissector implements Dissector {
    private final LinkDirection[] directions = new LinkDirection[Direction.values().length];

    LinkDissector(Flow flow, Report report) {
        Handshake handshake = new Handshake(flow, report);
        Messages messages = new Messages(report);
        for (Direction direction : Direction.values()) {
            directions[direction.ordinal()] = new LinkDirection(direction, report, handshake, messages);
        }
    }

    @Override
    public Progress onData(Direction direction, ByteView bytes) {
        return answer(directions[direction.ordinal()].read(bytes));
    }

    @Override
    public Progress onGap(Direction direction, long missing) {
        directions[direction.ordinal()].gap(missing);
        return answer(Progress.OK);
    }

    @Override
    public void onClose(CloseReason reason) {
        for (LinkDirection direction : directions) {
            direction.close();
        }
    }

    private Progress answer(Progress progress) {
        return directions[0].over() && directions[1].over() ? Progress.DONE : progress;
    }
}
