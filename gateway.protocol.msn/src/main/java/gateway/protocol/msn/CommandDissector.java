package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;
import gateway.api.protocol.WireText;

/** A connection to a notification server or a switchboard over TCP. */
final class CommandDissector implements Dissector {
    private static final class Way {
        final CommandReader reader;
        /** Where the next bytes begin in the stream; unknown behind a gap that swallowed what was not consumed. */
        long base;
        boolean whole = true;

        Way(CommandReader reader) {
            this.reader = reader;
        }
    }

    private final Way[] ways = new Way[Direction.values().length];

    CommandDissector(Report report) {
        Messenger messenger = new Messenger(report);
        for (Direction direction : Direction.values()) {
            ways[direction.ordinal()] = new Way(new CommandReader(direction, report, messenger));
        }
    }

    @Override
    public Progress onData(Direction direction, ByteView bytes) {
        Way way = ways[direction.ordinal()];
        Progress progress = way.reader.read(bytes, way.base);
        if (ways[0].reader.givenUp() && ways[1].reader.givenUp()) {
            return Progress.DONE;
        }
        way.whole = progress.state() != Progress.State.NEED_MORE;
        int consumed = way.whole ? bytes.length() : progress.consumed();
        way.base = way.base == WireText.NOWHERE ? WireText.NOWHERE : way.base + consumed;
        return progress;
    }

    @Override
    public Progress onGap(Direction direction, long missing) {
        Way way = ways[direction.ordinal()];
        way.base = missing > 0 && way.whole && way.base != WireText.NOWHERE ? way.base + missing : WireText.NOWHERE;
        way.whole = true;
        way.reader.skip(missing);
        return Progress.OK;
    }
}
