package gateway.core.internal.classify;

import gateway.api.packet.ByteView;
import java.nio.ByteBuffer;

/**
 * The bytes of one direction that a dissector has not consumed yet, waiting for what follows them. Bounded, by itself
 * and with all others; memory beyond a little is given back as soon as nothing waits.
 */
final class Carry {
    /** A message that is not complete after this many bytes is given up. */
    static final int BOUND = 64 * 1024;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int LITTLE = 512;

    private final ByteView view = new ByteView();
    private final CarryBudget budget;
    private ByteBuffer bytes = NOTHING;
    private int length;
    private int needed;

    Carry(CarryBudget budget) {
        this.budget = budget;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** Whether enough is there for the dissector to get on. */
    boolean enough() {
        return length >= needed;
    }

    /** Adds bytes behind those that wait; false if they would be too many. */
    boolean append(ByteView more) {
        int together = length + more.length();
        if (together > BOUND || together > bytes.capacity() && !grow(together)) {
            return false;
        }
        more.copyTo(0, more.length(), bytes, length);
        length = together;
        return true;
    }

    ByteView view() {
        return view.aim(bytes, 0, length);
    }

    /** Drops the first {@code consumed} bytes; more are of use when {@code needed} are there. */
    /** How many bytes are kept. */
    int length() {
        return length;
    }

    void consume(int consumed, int needed) {
        bytes.put(0, bytes, consumed, length - consumed);
        length -= consumed;
        this.needed = needed;
        if (length == 0 && bytes.capacity() > LITTLE) {
            release();
        }
    }

    void clear() {
        consume(length, 0);
    }

    /** Gives all memory back. */
    void release() {
        budget.giveBack(bytes.capacity());
        bytes = NOTHING;
        length = 0;
    }

    private boolean grow(int wanted) {
        int capacity = Math.max(LITTLE, Integer.highestOneBit(wanted - 1) << 1);
        if (!budget.take(capacity - bytes.capacity())) {
            return false;
        }
        ByteBuffer larger = ByteBuffer.allocate(capacity);
        larger.put(0, bytes, 0, length);
        bytes = larger;
        return true;
    }
}
