package gateway.core.internal.record;

import gateway.api.packet.ByteView;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bytes of files on their way from a worker to the auditors: pieces of several files, one behind the other. One worker
 * fills it, then the lines read it side by side; the last of them puts it back into the pool.
 */
final class Page implements LineEntry {
    /** How many bytes a page holds. */
    static final int BYTES = 32 * 1024;
    private static final int PIECES = 64;

    private final PagePool pool;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
    private final long[] parts = new long[PIECES];
    private final long[] offsets = new long[PIECES];
    private final int[] ends = new int[PIECES];
    private final AtomicInteger readers = new AtomicInteger();
    private int pieces;

    Page(PagePool pool) {
        this.pool = pool;
    }

    /**
     * Copies as much of {@code source} as there is room for; its worker only.
     *
     * @param part whose bytes
     * @param fileOffset where the byte at {@code from} stands in the file
     * @return how many bytes; 0 where the page is full
     */
    int add(long part, long fileOffset, ByteView source, int from) {
        int end = length();
        int taken = Math.min(source.length() - from, BYTES - end);
        boolean continues = pieces > 0 && parts[pieces - 1] == part
            && offsets[pieces - 1] + end - start(pieces - 1) == fileOffset;
        if (taken == 0 || !continues && pieces == PIECES) {
            return 0;
        }
        source.copyTo(from, taken, bytes, end);
        if (!continues) {
            parts[pieces] = part;
            offsets[pieces] = fileOffset;
            pieces++;
        }
        ends[pieces - 1] = end + taken;
        return taken;
    }

    /** Whether nothing more fits. */
    boolean full() {
        return length() == BYTES;
    }

    /** From now on it is read: so many have to {@link #drop} it. */
    void shareBy(int count) {
        readers.set(count);
    }

    /** One more has to {@link #drop} it. */
    void addReader() {
        readers.incrementAndGet();
    }

    @Override
    public void give(Delivery delivery) {
        ByteBuffer window = bytes.asReadOnlyBuffer();
        for (int i = 0; i < pieces; i++) {
            window.limit(ends[i]).position(start(i));
            delivery.bytes(parts[i], offsets[i], window);
        }
    }

    /** This reader is done with it. */
    @Override
    public void drop() {
        if (readers.decrementAndGet() == 0) {
            pieces = 0;
            pool.giveBack(this);
        }
    }

    private int length() {
        return pieces == 0 ? 0 : ends[pieces - 1];
    }

    private int start(int piece) {
        return piece == 0 ? 0 : ends[piece - 1];
    }
}
