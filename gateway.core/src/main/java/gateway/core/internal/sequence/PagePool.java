package gateway.core.internal.sequence;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** The memory in which the flows of one worker keep bytes, in pages, bounded. One worker thread. */
public final class PagePool {
    /** Bytes of a page: a quarter of the largest merged segment, so that little is wasted on short messages. */
    public static final int PAGE_BYTES = 16 * 1024;

    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
    private final int capacity;
    private int lent;

    /** @param bytes the most that may be lent at once; rounded down to whole pages */
    public PagePool(long bytes) {
        this.capacity = (int) Math.min(Integer.MAX_VALUE, bytes / PAGE_BYTES);
    }

    /** Pages that are lent now, in bytes. */
    public long bytesInUse() {
        return (long) lent * PAGE_BYTES;
    }

    /** A page with anything in it; null where all are lent. */
    ByteBuffer take() {
        if (lent == capacity) {
            return null;
        }
        lent++;
        ByteBuffer page = free.pollLast();
        return page == null ? ByteBuffer.allocate(PAGE_BYTES) : page;
    }

    /** Gives a page back. */
    void give(ByteBuffer page) {
        lent--;
        free.addLast(page);
    }
}
