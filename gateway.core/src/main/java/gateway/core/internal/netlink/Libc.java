package gateway.core.internal.netlink;

import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;
import jnr.ffi.types.intptr_t;
import jnr.ffi.types.off_t;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;

/**
 * The C library calls that the gateway makes; see their manual pages, section 2. Addresses are plain numbers (see
 * {@link DirectMemory}), since that form allocates nothing. A failed call returns -1 and leaves its reason to
 * {@link Linux#errno}. Any thread.
 *
 * <p><b>No method here may have six primitive arguments.</b> The call stub that jnr-ffi 2.2 generates on x86-64 passes
 * garbage as the sixth argument where all are primitive: {@code sendto} is therefore written as {@code connect} and
 * {@code send}, or as {@code sendmsg}; {@code mmap}, which nobody calls often, takes and gives objects.
 */
public interface Libc {
    int socket(int domain, int type, int protocol);

    int bind(int fd, @intptr_t long address, int length);

    int connect(int fd, @intptr_t long address, int length);

    int setsockopt(int fd, int level, int option, @intptr_t long value, int length);

    int getsockopt(int fd, int level, int option, @intptr_t long value, @intptr_t long length);

    Pointer mmap(Pointer address, @size_t long length, int protection, int flags, int fd, @off_t long offset);

    int munmap(@intptr_t long address, @size_t long length);

    @ssize_t long send(int fd, @intptr_t long bytes, @size_t long length, int flags);

    @ssize_t long sendmsg(int fd, @intptr_t long message, int flags);

    @ssize_t long recv(int fd, @intptr_t long bytes, @size_t long length, int flags);

    int recvmmsg(int fd, @intptr_t long messages, int count, int flags, @intptr_t long timeout);

    int poll(@intptr_t long descriptors, @size_t long count, int timeoutMillis);

    int eventfd(int initial, int flags);

    @ssize_t long read(int fd, @intptr_t long bytes, @size_t long length);

    @ssize_t long write(int fd, @intptr_t long bytes, @size_t long length);

    int open(@In CharSequence path, int flags);

    int close(int fd);

    int setpriority(int which, int who, int priority);

    int setns(int fd, int type);

    int unshare(int flags);

    String strerror(int errno);
}
