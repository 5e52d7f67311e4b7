package gateway.core.internal.intake;

import gateway.core.internal.netlink.Descriptor;
import gateway.core.internal.netlink.Linux;
import gateway.core.internal.netlink.NetlinkException;
import gateway.core.internal.netlink.NetlinkSocket;
import gateway.core.internal.netlink.Netns;
import java.io.IOException;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;

/**
 * Two queues bound to one netlink socket by libnetfilter_queue, and the reasons why that cannot be. Used when a
 * worker starts and stops, by its thread.
 */
final class QueueBinding implements AutoCloseable {
    /** As much as a netlink attribute holds. */
    static final int READ_RANGE = 0xffff - 4;

    private static final String LIBRARY = "libnetfilter_queue.so.1";
    private static final byte COPY_PACKET = 2;
    private static final int FAIL_OPEN = 1;
    private static final int GSO = 4;
    private static final int SOL_NETLINK = 270;
    private static final int NO_ENOBUFS = 5;
    /** Holds a full queue of packets as the classifying lane copies them, with what the kernel adds to each. */
    private static final int RECEIVE_BUFFER = 32 << 20;

    private final NetfilterQueue library;
    private final Pointer handle;
    /** Referenced from here for as long as native code may call it. */
    private final NetfilterQueue.Arrival passEarly = this::passEarly;
    private Pointer classify;
    private Pointer read;

    private QueueBinding(NetfilterQueue library, Pointer handle) {
        this.library = library;
        this.handle = handle;
    }

    /** Binds in the namespace of the settings; packets begin to come when this returns. */
    static QueueBinding open(QueueSettings settings) throws NetlinkException {
        try {
            return settings.netns().call(() -> bind(settings));
        } catch (NetlinkException | RuntimeException failure) {
            throw failure;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static QueueBinding bind(QueueSettings settings) throws NetlinkException {
        NetfilterQueue library = library();
        Pointer handle = library.nfq_open();
        if (handle == null) {
            throw new NetlinkException("opening the packet queues", Linux.errno());
        }
        QueueBinding binding = new QueueBinding(library, handle);
        try {
            binding.configure(settings);
            return binding;
        } catch (NetlinkException failure) {
            binding.close();
            throw failure;
        }
    }

    private static NetfilterQueue library() throws NetlinkException {
        try {
            return LibraryLoader.create(NetfilterQueue.class).failImmediately().load(LIBRARY);
        } catch (UnsatisfiedLinkError missing) {
            throw new NetlinkException(Linux.ENOENT,
                LIBRARY + " cannot be loaded: install the package libnetfilter-queue1");
        }
    }

    /** Copying begins last: until then a queue delivers nothing. */
    private void configure(QueueSettings settings) throws NetlinkException {
        int fd = descriptor();
        NetlinkSocket.connect(fd);
        classify = create(settings.classifyQueue(), settings);
        read = create(settings.readQueue(), settings);
        Descriptor.setOption("enlarging a queue's buffer", fd, Linux.SOL_SOCKET, Linux.SO_RCVBUFFORCE, RECEIVE_BUFFER);
        Descriptor.setOption("configuring a queue's socket", fd, SOL_NETLINK, NO_ENOBUFS, 1);
        check(settings.classifyQueue(), library.nfq_set_mode(classify, COPY_PACKET, settings.copyRange()));
        check(settings.readQueue(), library.nfq_set_mode(read, COPY_PACKET, READ_RANGE));
    }

    private Pointer create(int number, QueueSettings settings) throws NetlinkException {
        Pointer queue = library.nfq_create_queue(handle, (short) number, passEarly, null);
        if (queue == null) {
            throw refused(number, settings.netns(), Linux.errno());
        }
        check(number, library.nfq_set_queue_maxlen(queue, settings.maxLength()));
        int flags = GSO | (settings.failOpen() ? FAIL_OPEN : 0);
        check(number, library.nfq_set_queue_flags(queue, GSO | FAIL_OPEN, flags));
        return queue;
    }

    /** A packet that came between two steps of the configuration passes: nobody could answer it later. */
    private int passEarly(Pointer queue, Pointer message, Pointer packet, Pointer data) {
        int id = Integer.reverseBytes(library.nfq_get_msg_packet_hdr(packet).getInt(0));
        library.nfq_set_verdict(queue, id, VerdictWriter.NF_ACCEPT, 0, null);
        return 1;
    }

    private static void check(int number, int result) throws NetlinkException {
        if (result < 0) {
            throw new NetlinkException("configuring packet queue " + number, Linux.errno());
        }
    }

    private static NetlinkException refused(int number, Netns netns, int errno) {
        if (errno == Linux.EPERM || errno == Linux.EBUSY) {
            return new NetlinkException(errno, isBound(number, netns)
                ? "packet queue " + number + " is in use by another program"
                : "binding packet queue " + number + " needs root (CAP_NET_ADMIN in the network namespace)");
        }
        if (errno == Linux.EINVAL || errno == Linux.ENOENT || errno == Linux.EOPNOTSUPP) {
            return new NetlinkException(errno, "this kernel has no packet queues (module nfnetlink_queue)");
        }
        return new NetlinkException("binding packet queue " + number, errno);
    }

    private static boolean isBound(int number, Netns netns) {
        try {
            return QueueState.read(netns).stream().anyMatch(state -> state.queue() == number);
        } catch (IOException | RuntimeException notReadable) {
            return false;
        }
    }

    /** After {@link QueueRelease}: nothing is bound any more, and the queues may be somebody else's. */
    void closeReleased() {
        library.nfq_close(handle);
    }

    /** Where packets come from and verdicts go to. */
    int descriptor() {
        return library.nfq_fd(handle);
    }

    /** Unbinds; the kernel drops what has no verdict then. */
    @Override
    public void close() {
        if (classify != null) {
            library.nfq_destroy_queue(classify);
        }
        if (read != null) {
            library.nfq_destroy_queue(read);
        }
        library.nfq_close(handle);
    }
}
