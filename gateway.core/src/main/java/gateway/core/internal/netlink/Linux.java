package gateway.core.internal.netlink;

import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/** The C library, loaded once, and the constants of its calls (values of 64-bit Linux). Any thread. */
public final class Linux {
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 10;
    public static final int AF_NETLINK = 16;
    public static final int AF_PACKET = 17;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_RAW = 3;
    public static final int SOCK_CLOEXEC = 0x80000;
    public static final int SOL_SOCKET = 1;
    public static final int SO_ATTACH_FILTER = 26;
    public static final int SO_RCVBUFFORCE = 33;
    public static final int MSG_TRUNC = 0x20;
    public static final int MSG_DONTWAIT = 0x40;
    public static final int O_CLOEXEC = 0x80000;
    public static final int POLLIN = 1;
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int EAGAIN = 11;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int EINVAL = 22;
    public static final int EPROTONOSUPPORT = 93;
    public static final int EOPNOTSUPP = 95;
    public static final int EAFNOSUPPORT = 97;
    public static final int ENOBUFS = 105;

    private Linux() {
    }

    /** The C library of this process. */
    public static Libc libc() {
        return Loaded.LIBC;
    }

    /** Why this thread's last failed call failed; allocates nothing. */
    public static int errno() {
        return LastError.getLastError(Loaded.RUNTIME);
    }

    /** An error number in words, such as "Operation not permitted". */
    public static String words(int errno) {
        return Loaded.LIBC.strerror(errno);
    }

    static Runtime runtime() {
        return Loaded.RUNTIME;
    }

    /** Loads on first use, so that a class that only names a constant needs no native code. */
    private static final class Loaded {
        static final Libc LIBC = LibraryLoader.create(Libc.class).load("libc.so.6");
        static final Runtime RUNTIME = Runtime.getRuntime(LIBC);
    }
}
