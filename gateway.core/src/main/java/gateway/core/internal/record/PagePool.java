package gateway.core.internal.record;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The memory for bytes that wait for auditors, bounded, made as it is needed and kept. The page that came back last
 * goes out first: the processor has it in its cache. Any thread, no locks.
 */
final class PagePool {
    /** 64 MB. */
    static final int PAGES = 2048;

    private final AtomicReference<Free> top = new AtomicReference<>();
    private final AtomicInteger free = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();

    /** A page that nobody has, on those that came back before it; made anew each time, so that none is mistaken. */
    private record Free(Page page, Free below) {
    }

    /** An empty page; null where all are in use. */
    Page take() {
        Free taken = top.get();
        while (taken != null && !top.compareAndSet(taken, taken.below)) {
            taken = top.get();
        }
        if (taken != null) {
            free.decrementAndGet();
            return taken.page;
        }
        if (made.get() < PAGES) {
            if (made.incrementAndGet() <= PAGES) {
                return new Page(this);
            }
            made.decrementAndGet();
        }
        return null;
    }

    void giveBack(Page page) {
        free.incrementAndGet();
        Free below = top.get();
        while (!top.compareAndSet(below, new Free(page, below))) {
            below = top.get();
        }
    }

    /** How many pages are with workers or in lines. */
    int inUse() {
        return made.get() - free.get();
    }
}
