package gateway.core.internal.sequence;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes of one direction, by stream offset, in pages of a {@link PagePool}: a window that moves on as the receiver
 * acknowledges. It does not know which of its bytes were written; whoever asks does. One worker thread.
 */
final class KeptBytes {
    private static final int SHIFT = Integer.numberOfTrailingZeros(PagePool.PAGE_BYTES);
    private static final int MASK = PagePool.PAGE_BYTES - 1;

    private final PagePool pool;
    private final int maxPages;
    /** The pages from {@link #firstPage} on; null where nothing was written yet. */
    private ByteBuffer[] pages = new ByteBuffer[4];
    private long firstPage;
    private int span;

    /** @param maxBytes how far apart the first and the last byte may lie */
    KeptBytes(PagePool pool, long maxBytes) {
        this.pool = pool;
        this.maxPages = (int) (maxBytes >> SHIFT) + 1;
    }

    /**
     * Writes {@code length} bytes of {@code source} from its absolute index on.
     *
     * @return false, with nothing or a part written, where there is no memory or {@code at} is out of the window
     */
    boolean write(long at, ByteBuffer source, int index, int length) {
        int done = 0;
        while (done < length) {
            ByteBuffer page = pageToWrite(at + done >> SHIFT);
            if (page == null) {
                return false;
            }
            int within = (int) (at + done) & MASK;
            int part = Math.min(length - done, PagePool.PAGE_BYTES - within);
            page.put(within, source, index + done, part);
            done += part;
        }
        return true;
    }

    /** Whether the bytes from {@code at} on are these. All of them have been written. */
    boolean equal(long at, ByteBuffer source, int index, int length) {
        for (int done = 0; done < length;) {
            ByteBuffer page = page(at + done);
            int within = (int) (at + done) & MASK;
            int part = Math.min(length - done, PagePool.PAGE_BYTES - within);
            if (!equal(page, within, source, index + done, part)) {
                return false;
            }
            done += part;
        }
        return true;
    }

    /** A copy of {@code length} bytes from {@code at} on. All of them have been written. */
    byte[] copy(long at, int length) {
        byte[] copy = new byte[length];
        for (int done = 0; done < length;) {
            int part = inOnePage(at + done, length - done);
            page(at + done).get(within(at + done), copy, done, part);
            done += part;
        }
        return copy;
    }

    /** The page of a byte that has been written. */
    ByteBuffer page(long at) {
        return pages[(int) ((at >> SHIFT) - firstPage)];
    }

    /** Where a byte lies in its {@link #page}. */
    static int within(long at) {
        return (int) at & MASK;
    }

    /** How many of {@code length} bytes from {@code at} on lie in one page. */
    static int inOnePage(long at, long length) {
        return (int) Math.min(length, PagePool.PAGE_BYTES - within(at));
    }

    /** Gives back the pages that lie wholly before {@code at}; nothing is written there any more. */
    void forgetBefore(long at) {
        long wanted = at >> SHIFT;
        int gone = (int) Math.min(span, Math.max(0, wanted - firstPage));
        for (int i = 0; i < gone; i++) {
            release(i);
        }
        if (gone > 0) {
            System.arraycopy(pages, gone, pages, 0, span - gone);
            Arrays.fill(pages, span - gone, span, null);
            span -= gone;
        }
        firstPage = Math.max(firstPage, wanted);
    }

    /** Gives everything back. */
    void clear() {
        for (int i = 0; i < span; i++) {
            release(i);
        }
        span = 0;
    }

    private void release(int i) {
        if (pages[i] != null) {
            pool.give(pages[i]);
            pages[i] = null;
        }
    }

    private ByteBuffer pageToWrite(long number) {
        long place = number - firstPage;
        if (place < 0 || place >= maxPages) {
            return null;
        }
        int i = (int) place;
        if (i >= pages.length) {
            pages = Arrays.copyOf(pages, Math.min(maxPages, Math.max(i + 1, pages.length * 2)));
        }
        if (pages[i] == null) {
            pages[i] = pool.take();
            span = Math.max(span, pages[i] == null ? span : i + 1);
        }
        return pages[i];
    }

    private static boolean equal(ByteBuffer one, int at, ByteBuffer other, int index, int length) {
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            if (one.getLong(at + i) != other.getLong(index + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (one.get(at + i) != other.get(index + i)) {
                return false;
            }
        }
        return true;
    }
}
