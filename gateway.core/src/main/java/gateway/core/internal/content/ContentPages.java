package gateway.core.internal.content;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.atomic.MpmcAtomicArrayQueue;

/** The memory for content that is kept to be scanned, in pages, bounded, made as it is needed. Any thread, no locks. */
public final class ContentPages {
    /** Bytes of a page. */
    public static final int PAGE_BYTES = 32 * 1024;

    private static final int FEW = 4;

    private final int most;
    private final MessagePassingQueue<ByteBuffer> free;
    private final AtomicInteger made = new AtomicInteger();

    /** @param bytes how much it is in all, rounded down to whole pages, at least one */
    public ContentPages(long bytes) {
        most = (int) Math.max(1, Math.min(1 << 20, bytes / PAGE_BYTES));
        free = new MpmcAtomicArrayQueue<>(Math.max(2, most));
    }

    /** A page with anything in it; null where all are in use. */
    ByteBuffer take() {
        ByteBuffer page = free.poll();
        if (page == null && made.get() < most) {
            if (made.incrementAndGet() <= most) {
                return ByteBuffer.allocateDirect(PAGE_BYTES);
            }
            made.decrementAndGet();
        }
        return page;
    }

    void giveBack(ByteBuffer page) {
        free.offer(page);
    }

    /** Bytes of the pages that are in use. */
    public long bytesInUse() {
        return (long) (made.get() - free.size()) * PAGE_BYTES;
    }

    /** Bytes for which there are pages still. */
    public long bytesFree() {
        return (long) most * PAGE_BYTES - bytesInUse();
    }

    /** Whether so little is left that what can be on a disk should be there. */
    boolean scarce() {
        return bytesFree() < Math.max(most / 4, FEW) * (long) PAGE_BYTES;
    }
}
