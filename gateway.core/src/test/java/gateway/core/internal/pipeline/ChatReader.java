package gateway.core.internal.pipeline;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Progress;
import gateway.api.protocol.WireText;
import java.nio.charset.StandardCharsets;

/** Reads lines that people write, each a message in UTF-8, and knows where they stand. */
final class ChatReader implements Dissector {
    private final DissectionSink sink;
    private final boolean datagrams;
    private final long[] base = new long[Direction.values().length];

    ChatReader(DissectionSink sink, boolean datagrams) {
        this.sink = sink;
        this.datagrams = datagrams;
    }

    @Override
    public Progress onData(Direction direction, ByteView bytes) {
        int at = 0;
        for (int end; (end = bytes.indexOf('\n', at, bytes.length())) >= 0; at = end + 1) {
            String text = new String(bytes.copy(at, end - at), StandardCharsets.UTF_8);
            sink.emit(new DissectionEvent.MessageSent("", "alice", "bob",
                new WireText(text, WireText.Encoding.UTF_8, base[direction.ordinal()] + at, end - at)));
        }
        base[direction.ordinal()] += datagrams ? 0 : at;
        return at == bytes.length() ? Progress.OK : Progress.needMore(at, 0);
    }

    @Override
    public Progress onGap(Direction direction, long missing) {
        base[direction.ordinal()] += missing;
        return Progress.OK;
    }
}
