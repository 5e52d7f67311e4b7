package gateway.core.internal.classify;

import gateway.api.packet.ByteView;
import java.nio.ByteBuffer;

/** The bytes of one direction that a dissector has not consumed yet, waiting for what follows them. Bounded. */
final class Carry {
    /** A message that is not complete after this many bytes is given up. */
    static final int BOUND = 64 * 1024;

    private final ByteView view = new ByteView();
    private ByteBuffer bytes = ByteBuffer.allocate(512);
    private int length;
    private int needed;

    boolean isEmpty() {
        return length == 0;
    }

    /** Whether enough is there for the dissector to get on. */
    boolean enough() {
        return length >= needed;
    }

    /** Adds bytes behind those that wait; false if they would be too many. */
    boolean append(ByteView more) {
        if (length + more.length() > BOUND) {
            return false;
        }
        if (length + more.length() > bytes.capacity()) {
            ByteBuffer larger = ByteBuffer.allocate(Integer.highestOneBit(length + more.length()) << 1);
            larger.put(0, bytes, 0, length);
            bytes = larger;
        }
        more.copyTo(0, more.length(), bytes, length);
        length += more.length();
        return true;
    }

    ByteView view() {
        return view.aim(bytes, 0, length);
    }

    /** Drops the first {@code consumed} bytes; more are of use when {@code needed} are there. */
    void consume(int consumed, int needed) {
        bytes.put(0, bytes, consumed, length - consumed);
        length -= consumed;
        this.needed = needed;
    }

    void clear() {
        length = 0;
        needed = 0;
    }
}
