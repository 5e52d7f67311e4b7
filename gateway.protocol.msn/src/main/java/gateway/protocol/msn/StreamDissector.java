package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;

/** A TCP flow: the first bytes of either direction say which of the three kinds of connections it is. */
final class StreamDissector implements Dissector {
    private static final byte[] VERSION = Text.bytes("VER ");

    private final Report report;
    private Dissector chosen;

    StreamDissector(Report report) {
        this.report = report;
    }

    @Override
    public Progress onData(Direction direction, ByteView bytes) {
        if (chosen == null) {
            chosen = choose(bytes);
        }
        return chosen == null ? Progress.needMore(0, 0) : chosen.onData(direction, bytes);
    }

    @Override
    public Progress onGap(Direction direction, long missing) {
        if (chosen == null) {
            chosen = new CommandDissector(report);
            // What had come before may have gone with it.
            return chosen.onGap(direction, 0);
        }
        return chosen.onGap(direction, missing);
    }

    /** The dissector for what begins like this; null while that could be more than one thing. */
    private Dissector choose(ByteView bytes) {
        int common = agreement(bytes, DirectDissector.HELLO);
        if (common == DirectDissector.HELLO.length) {
            return new DirectDissector(report);
        }
        if (common == bytes.length()) {
            return null;
        }
        if (agreement(bytes, VERSION) < VERSION.length) {
            return agreement(bytes, VERSION) == bytes.length() ? null : new CommandDissector(report);
        }
        if (bytes.length() == VERSION.length) {
            return null;
        }
        int first = bytes.u8(VERSION.length);
        return first >= '0' && first <= '9' ? new CommandDissector(report) : new FileTransferDissector(report);
    }

    /** How many bytes at the front are those of the literal. */
    private static int agreement(ByteView bytes, byte[] literal) {
        int common = 0;
        while (common < Math.min(bytes.length(), literal.length) && bytes.u8(common) == literal[common]) {
            common++;
        }
        return common;
    }
}
