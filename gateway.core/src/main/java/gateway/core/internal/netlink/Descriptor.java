package gateway.core.internal.netlink;

/**
 * A file descriptor that is closed once. Calls on it go through {@link Linux#libc} with {@link #number}. Not
 * synchronized: whoever closes it sees to it that no other thread is inside a call on it.
 */
public final class Descriptor implements AutoCloseable {
    private int number;

    private Descriptor(int number) {
        this.number = number;
    }

    /**
     * A new socket, closed on exec.
     *
     * @param what names it in the exception
     */
    public static Descriptor socket(String what, int domain, int type, int protocol) throws NetlinkException {
        return checked(what, Linux.libc().socket(domain, type | Linux.SOCK_CLOEXEC, protocol));
    }

    /** A new event counter that never blocks. */
    public static Descriptor eventCounter() throws NetlinkException {
        int nonBlocking = 0x800;
        return checked("creating an event counter", Linux.libc().eventfd(0, nonBlocking | Linux.O_CLOEXEC));
    }

    /** The file at {@code path}, opened for reading. */
    public static Descriptor file(String path) throws NetlinkException {
        return checked("opening " + path, Linux.libc().open(path, Linux.O_CLOEXEC));
    }

    private static Descriptor checked(String what, int number) throws NetlinkException {
        if (number < 0) {
            throw NetlinkException.last(what);
        }
        return new Descriptor(number);
    }

    /** The number that the kernel knows it by; -1 after {@link #close}. */
    public int number() {
        return number;
    }

    /** Sets an option whose value is a 32-bit number; {@code what} names it in the exception. */
    public void setOption(String what, int level, int option, int value) throws NetlinkException {
        setOption(what, number, level, option, value);
    }

    /** The same for a descriptor that a library owns. */
    public static void setOption(String what, int fd, int level, int option, int value) throws NetlinkException {
        DirectMemory memory = new DirectMemory(Integer.BYTES);
        memory.nativeOrder().putInt(0, value);
        if (Linux.libc().setsockopt(fd, level, option, memory.address(), Integer.BYTES) < 0) {
            throw NetlinkException.last(what);
        }
        java.lang.ref.Reference.reachabilityFence(memory);
    }

    @Override
    public void close() {
        if (number >= 0) {
            Linux.libc().close(number);
            number = -1;
        }
    }
}
