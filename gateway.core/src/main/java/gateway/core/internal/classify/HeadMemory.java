package gateway.core.internal.classify;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Memory for the heads of flows that are being classified, outside of the heap and bounded. Slots are made as they
 * are first wanted and used again. One worker thread.
 */
final class HeadMemory {
    private final ArrayDeque<StoredHead> free = new ArrayDeque<>();
    private final int bound;
    private int made;
    private long refused;

    /** @param bound how many heads at most, {@value StoredHead#BYTES} bytes each */
    HeadMemory(int bound) {
        this.bound = bound;
    }

    /** An empty slot; null when all are in use. */
    StoredHead take() {
        StoredHead slot = free.poll();
        if (slot != null) {
            return slot;
        }
        if (made == bound) {
            refused++;
            return null;
        }
        made++;
        return new StoredHead(ByteBuffer.allocateDirect(StoredHead.BYTES));
    }

    void giveBack(StoredHead slot) {
        free.push(slot);
    }

    int inUse() {
        return made - free.size();
    }

    long refused() {
        return refused;
    }
}
