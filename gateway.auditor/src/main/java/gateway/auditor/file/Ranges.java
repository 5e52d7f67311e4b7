package gateway.auditor.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which bytes of a file are there. Bounded: bytes that lie about in too many pieces are too many. One thread. */
final class Ranges {
    /** Most pieces. */
    static final int MOST = 4096;

    /**
     * Bytes of a file.
     *
     * @param from the first
     * @param to behind the last
     */
    record Range(long from, long to) {
    }

    /** Ends by beginnings; none touches another. */
    private final TreeMap<Long, Long> pieces = new TreeMap<>();
    private long bytes;

    /** What of [from, to) is not there yet, in order. */
    List<Range> missing(long from, long to) {
        List<Range> missing = new ArrayList<>();
        long at = from;
        Map.Entry<Long, Long> piece = pieces.floorEntry(from);
        if (piece != null) {
            at = Math.max(at, piece.getValue());
        }
        for (piece = pieces.higherEntry(from); at < to; piece = pieces.higherEntry(piece.getKey())) {
            long end = piece == null ? to : Math.min(to, piece.getKey());
            if (at < end) {
                missing.add(new Range(at, end));
            }
            if (piece == null) {
                break;
            }
            at = Math.max(at, piece.getValue());
        }
        return missing;
    }

    /**
     * Now [from, to) is there.
     *
     * @return whether there are not too many pieces
     */
    boolean add(long from, long to) {
        long first = from;
        long last = to;
        Map.Entry<Long, Long> piece = pieces.floorEntry(first);
        if (piece != null && piece.getValue() >= first) {
            first = piece.getKey();
        }
        for (piece = pieces.ceilingEntry(first); piece != null && piece.getKey() <= last;
             piece = pieces.ceilingEntry(first)) {
            last = Math.max(last, piece.getValue());
            bytes -= piece.getValue() - piece.getKey();
            pieces.remove(piece.getKey());
        }
        pieces.put(first, last);
        bytes += last - first;
        return pieces.size() <= MOST;
    }

    /** How many bytes are there. */
    long bytes() {
        return bytes;
    }

    /** Whether all of [0, size) is there. */
    boolean covers(long size) {
        return size == 0 || pieces.size() == 1 && pieces.firstKey() == 0 && pieces.firstEntry().getValue() >= size;
    }

    /** Behind the last byte that is there. */
    long end() {
        return pieces.isEmpty() ? 0 : pieces.lastEntry().getValue();
    }
}
