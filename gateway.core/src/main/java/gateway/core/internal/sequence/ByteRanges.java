package gateway.core.internal.sequence;

import java.util.Arrays;

/** Ranges of offsets that neither touch nor overlap, in order, bounded in number. One thread. */
public final class ByteRanges {
    /** Each range stands for a gap before it; more than this many gaps at once are no network's work. */
    static final int MAX = 256;

    private long[] bounds = new long[8];
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    long start(int i) {
        return bounds[2 * i];
    }

    long end(int i) {
        return bounds[2 * i + 1];
    }

    /** Adds [start, end); false, with nothing changed, where there are too many ranges already. */
    public boolean add(long start, long end) {
        int first = 0;
        while (first < count && end(first) < start) {
            first++;
        }
        int after = first;
        while (after < count && start(after) <= end) {
            after++;
        }
        if (after == first) {
            return insert(first, start, end);
        }
        bounds[2 * first] = Math.min(start, start(first));
        bounds[2 * first + 1] = Math.max(end, end(after - 1));
        remove(first + 1, after);
        return true;
    }

    /** Whether all of [start, end) is in one range. */
    public boolean contains(long start, long end) {
        for (int i = 0; i < count; i++) {
            if (start >= start(i) && end <= end(i)) {
                return true;
            }
        }
        return false;
    }

    /** Takes away the ranges that end at or before {@code at}, and what another one has before it. */
    void removeBefore(long at) {
        int gone = 0;
        while (gone < count && end(gone) <= at) {
            gone++;
        }
        remove(0, gone);
        if (count > 0 && start(0) < at) {
            bounds[0] = at;
        }
    }

    void clear() {
        count = 0;
    }

    private boolean insert(int i, long start, long end) {
        if (count == MAX) {
            return false;
        }
        if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, bounds.length * 2);
        }
        System.arraycopy(bounds, 2 * i, bounds, 2 * i + 2, 2 * (count - i));
        bounds[2 * i] = start;
        bounds[2 * i + 1] = end;
        count++;
        return true;
    }

    private void remove(int from, int to) {
        System.arraycopy(bounds, 2 * to, bounds, 2 * from, 2 * (count - to));
        count -= to - from;
    }
}
