package gateway.core.internal.record;

import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.atomic.MpmcAtomicArrayQueue;

/** The memory for bytes that wait for auditors, bounded, made as it is needed and kept. Any thread, no locks. */
final class PagePool {
    /** 32 MB. */
    static final int PAGES = 1024;

    private final MessagePassingQueue<Page> free = new MpmcAtomicArrayQueue<>(PAGES);
    private final AtomicInteger made = new AtomicInteger();

    /** An empty page; null where all are in use. */
    Page take() {
        Page page = free.poll();
        if (page == null && made.get() < PAGES) {
            if (made.incrementAndGet() <= PAGES) {
                return new Page(this);
            }
            made.decrementAndGet();
        }
        return page;
    }

    void giveBack(Page page) {
        free.offer(page);
    }

    /** How many pages are with workers or in lines. */
    int inUse() {
        return made.get() - free.size();
    }
}
