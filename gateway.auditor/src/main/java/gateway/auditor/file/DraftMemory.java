package gateway.auditor.file;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** The memory for files that are being put together, bounded, made as it is needed and kept. One thread. */
final class DraftMemory {
    /** How much one piece holds. */
    static final int PIECE = 64 * 1024;

    private final Deque<ByteBuffer> free = new ArrayDeque<>();
    private final int most;
    private int made;

    /** @param bytes how much it is in all */
    DraftMemory(long bytes) {
        most = (int) Math.min(Integer.MAX_VALUE, bytes / PIECE);
    }

    /** A piece with anything in it, the one that was given back last; null where all are in use. */
    ByteBuffer take() {
        ByteBuffer piece = free.poll();
        if (piece == null && made < most) {
            made++;
            piece = ByteBuffer.allocateDirect(PIECE);
        }
        return piece;
    }

    void giveBack(ByteBuffer piece) {
        free.push(piece.clear());
    }

    /** How many pieces are in use. */
    int inUse() {
        return made - free.size();
    }
}
