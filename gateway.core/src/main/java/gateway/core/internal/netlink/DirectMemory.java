package gateway.core.internal.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.Pointer;

/**
 * Memory outside of the heap whose address the kernel is told. It is touched when it is made, so that no page fault
 * falls into the packet path, begins on a cache line, is zeroed, and is freed with the last of its buffers. Not
 * synchronized.
 */
public final class DirectMemory {
    private static final int CACHE_LINE = 64;
    private static final int PAGE = 4096;

    private final ByteBuffer nativeOrder;
    private final ByteBuffer networkOrder;
    private final long address;

    /** @param size in bytes */
    public DirectMemory(int size) {
        // An aligned slice begins and ends on a line: up to two lines of what is allocated are lost.
        ByteBuffer whole = ByteBuffer.allocateDirect(size + 2 * CACHE_LINE).alignedSlice(CACHE_LINE);
        networkOrder = whole.slice(0, size);
        nativeOrder = networkOrder.duplicate().order(ByteOrder.nativeOrder());
        address = Pointer.wrap(Linux.runtime(), networkOrder).address();
        for (int i = 0; i < size; i += PAGE) {
            networkOrder.put(i, (byte) 0);
        }
    }

    /** The memory in the byte order of this machine, as C structures and netlink headers want it. */
    public ByteBuffer nativeOrder() {
        return nativeOrder;
    }

    /** The same memory, big-endian, as packets want it. */
    public ByteBuffer networkOrder() {
        return networkOrder;
    }

    /** Where the memory begins. Good only as long as this object is reachable. */
    public long address() {
        return address;
    }

    /** In bytes. */
    public int size() {
        return networkOrder.capacity();
    }
}
