package gateway.protocol.ppstream;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.TransferData;
import gateway.api.protocol.DissectionEvent.TransferEnded;
import gateway.api.protocol.DissectionEvent.TransferStarted;
import gateway.api.protocol.WireText;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Map;

/**
 * The videos of which parts go through one flow. Nobody says how long they are or where they end, and other parts
 * come from other peers, so none is ever complete.
 */
final class VideoTransfers {
    /** A viewer watches one or two; where there are more, the oldest is over. */
    static final int MOST = 8;
    /** No video is longer: parts beyond are not believed. */
    static final long LONGEST = 1L << 36;

    private record Open(long number, Direction direction, long key) {
    }

    private final Report report;
    private final ArrayDeque<Open> open = new ArrayDeque<>();
    private long numbers;

    VideoTransfers(Report report) {
        this.report = report;
    }

    /** A part of the video with that key came. */
    void add(Direction direction, long key, Piece piece, ByteView message) {
        if (piece.offset() > LONGEST) {
            report.anomaly("index_out_of_range", "offset " + piece.offset());
            return;
        }
        report.emit(new TransferData(number(direction, key), piece.offset(),
            message.slice(piece.from(), piece.length())));
    }

    /** The flow is over. */
    void close() {
        while (!open.isEmpty()) {
            end();
        }
    }

    private long number(Direction direction, long key) {
        for (Open one : open) {
            if (one.key == key && one.direction == direction) {
                return one.number;
            }
        }
        if (open.size() == MOST) {
            end();
        }
        numbers++;
        open.add(new Open(numbers, direction, key));
        report.emit(new TransferStarted(numbers, direction, WireText.of(""), DissectionEvent.UNKNOWN_SIZE, 0,
            DissectionEvent.UNKNOWN_SIZE, Map.of("content_key", HexFormat.of().toHexDigits(key))));
        return numbers;
    }

    private void end() {
        report.emit(new TransferEnded(open.remove().number, false));
    }
}
