package gateway.core.internal.netlink;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.Pointer;

/**
 * Memory that the kernel shares with us, such as a socket's ring. Nothing may touch its buffers after {@link #close}:
 * the memory is gone then, and the process with it.
 */
public final class SharedMemory implements AutoCloseable {
    private static final int READ_AND_WRITE = 3;
    private static final int SHARED = 1;

    private final long address;
    private final int size;
    private final ByteBuffer networkOrder;

    /**
     * Maps what a descriptor stands for.
     *
     * @param what names it in the exception
     * @param size in bytes
     */
    public SharedMemory(String what, Descriptor descriptor, int size) throws NetlinkException {
        Pointer mapped = Linux.libc().mmap(null, size, READ_AND_WRITE, SHARED, descriptor.number(), 0);
        if (mapped == null || mapped.address() == -1) {
            throw NetlinkException.last(what);
        }
        this.address = mapped.address();
        this.size = size;
        this.networkOrder = MemoryIO.getInstance().newDirectByteBuffer(address, size).order(ByteOrder.BIG_ENDIAN);
    }

    /** The memory in the byte order of this machine, as C structures want it. */
    public ByteBuffer nativeOrder() {
        return networkOrder.duplicate().order(ByteOrder.nativeOrder());
    }

    /** The same memory, big-endian, as packets want it. */
    public ByteBuffer networkOrder() {
        return networkOrder;
    }

    @Override
    public void close() {
        Linux.libc().munmap(address, size);
    }
}
