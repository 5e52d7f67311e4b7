package gateway.core.internal.intake;

import gateway.core.internal.netlink.Descriptor;
import gateway.core.internal.netlink.DirectMemory;
import gateway.core.internal.netlink.Linux;
import gateway.core.internal.netlink.NetlinkException;
import java.nio.ByteBuffer;

/**
 * Waits until a socket has something or another thread calls. The wait is the worker's; {@link #wakeUp} is for any
 * thread, also after {@link #close}.
 */
final class Readiness implements AutoCloseable {
    private static final int POLLFD = 8;
    private static final int CALLED = POLLFD + 6;
    private static final int COUNTER = 2 * POLLFD;
    private static final int ONE = COUNTER + 8;

    private final Descriptor calls;
    private final DirectMemory memory = new DirectMemory(ONE + 8);
    private final ByteBuffer host = memory.nativeOrder();

    Readiness(int fd) throws NetlinkException {
        calls = Descriptor.eventCounter();
        host.putInt(0, fd).putShort(4, (short) Linux.POLLIN);
        host.putInt(POLLFD, calls.number()).putShort(POLLFD + 4, (short) Linux.POLLIN);
        host.putLong(ONE, 1);
    }

    /** Waits; calls that came before count. */
    void await(int timeoutMillis) {
        if (Linux.libc().poll(memory.address(), 2, timeoutMillis) > 0 && host.getShort(CALLED) != 0) {
            Linux.libc().read(calls.number(), memory.address() + COUNTER, 8);
        }
    }

    /** Ends the wait that is on, or the next one. */
    synchronized void wakeUp() {
        if (calls.number() >= 0) {
            Linux.libc().write(calls.number(), memory.address() + ONE, 8);
        }
    }

    @Override
    public synchronized void close() {
        calls.close();
    }
}
