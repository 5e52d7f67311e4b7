package gateway.core.internal.netlink;

import java.util.function.Consumer;

/**
 * A netlink socket to the kernel, for requests, dumps and events. One thread; {@link #close} by that thread too.
 *
 * <p>Requests and events do not mix well on one socket: events that arrive while an answer is awaited are thrown away.
 */
public final class NetlinkSocket implements AutoCloseable {
    /** The netlink protocol that conntrack, ipset and the queues speak. */
    public static final int NETFILTER = 12;

    private static final int SOL_NETLINK = 270;
    private static final int ADD_MEMBERSHIP = 1;
    private static final int CAP_ACK = 10;
    private static final int EXT_ACK = 11;
    private static final int NLM_F_ACK_TLVS = 0x200;
    private static final int NLM_F_DUMP_INTR = 0x10;
    private static final int NLMSGERR_ATTR_MSG = 1;
    private static final int RECEIVE_BUFFER = 8 << 20;
    /** A dump's messages come in blocks of at most 32 KB; events are far smaller. */
    private static final int BLOCK = 64 << 10;
    /** The kernel answers during the call that asks; longer means that it never will. */
    private static final int ANSWER_MILLIS = 5_000;

    private final Descriptor descriptor;
    private final DirectMemory block = new DirectMemory(BLOCK);
    private final DirectMemory pollEntry = new DirectMemory(8);
    private final NetlinkReader reader = new NetlinkReader(block);

    private NetlinkSocket(Descriptor descriptor) {
        this.descriptor = descriptor;
        pollEntry.nativeOrder().putInt(0, descriptor.number()).putShort(4, (short) Linux.POLLIN);
    }

    /** Opens a socket of a netlink protocol, such as {@link #NETFILTER}, in a namespace. */
    public static NetlinkSocket open(int protocol, Netns netns) throws NetlinkException {
        try {
            return netns.call(() -> open(protocol));
        } catch (NetlinkException | RuntimeException failure) {
            throw failure;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static NetlinkSocket open(int protocol) throws NetlinkException {
        Descriptor descriptor =
            Descriptor.socket("opening a netlink socket", Linux.AF_NETLINK, Linux.SOCK_RAW, protocol);
        try {
            connect(descriptor.number());
            descriptor.setOption("enlarging a netlink buffer", Linux.SOL_SOCKET, Linux.SO_RCVBUFFORCE, RECEIVE_BUFFER);
            descriptor.setOption("shortening netlink errors", SOL_NETLINK, CAP_ACK, 1);
            descriptor.setOption("asking for netlink errors in words", SOL_NETLINK, EXT_ACK, 1);
            return new NetlinkSocket(descriptor);
        } catch (NetlinkException failure) {
            descriptor.close();
            throw failure;
        }
    }

    /** Makes the kernel the peer of a netlink socket, so that {@code send} needs no address. */
    public static void connect(int fd) throws NetlinkException {
        DirectMemory kernel = new DirectMemory(12);
        kernel.nativeOrder().putShort(0, (short) Linux.AF_NETLINK);
        if (Linux.libc().connect(fd, kernel.address(), kernel.size()) < 0) {
            throw NetlinkException.last("connecting a netlink socket");
        }
        java.lang.ref.Reference.reachabilityFence(kernel);
    }

    /** Asks for the events of a multicast group; {@link #receive} gets them. */
    public void join(int group) throws NetlinkException {
        descriptor.setOption("joining netlink group " + group, SOL_NETLINK, ADD_MEMBERSHIP, group);
    }

    /**
     * Sends all messages written and waits until the last is answered. Each has to ask for its answer
     * ({@link NetlinkWriter#NLM_F_ACK}).
     *
     * @param what what is requested, for the exception: "adding to set p2padm-refused4"
     * @throws NetlinkException the first refusal; the messages behind it were carried out all the same
     */
    public void request(String what, NetlinkWriter messages) throws NetlinkException {
        send(what, messages);
        NetlinkException refusal = null;
        for (boolean answered = false; !answered;) {
            awaitAnswer(what);
            while (reader.nextMessage()) {
                if (reader.type() != NetlinkReader.NLMSG_ERROR) {
                    continue;
                }
                if (reader.error() != 0 && refusal == null && isAnswer(messages)) {
                    refusal = refusal(what);
                }
                answered |= reader.sequence() == messages.sequence();
            }
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    /**
     * Does the same as {@link #request} for callers that expect refusals: allocates nothing for them.
     *
     * @return the positive error number of the first refusal, 0 where there was none
     * @throws NetlinkException if the kernel cannot be talked to
     */
    public int attempt(String what, NetlinkWriter messages) throws NetlinkException {
        send(what, messages);
        int refusal = 0;
        while (true) {
            awaitAnswer(what);
            while (reader.nextMessage()) {
                if (reader.type() != NetlinkReader.NLMSG_ERROR || !isAnswer(messages)) {
                    continue;
                }
                refusal = refusal == 0 ? reader.error() : refusal;
                if (reader.sequence() == messages.sequence()) {
                    return refusal;
                }
            }
        }
    }

    /**
     * Sends one request for a dump ({@link NetlinkWriter#NLM_F_DUMP}) and hands over each message of the answer, for
     * the length of the call.
     *
     * @return false where the kernel says that what it dumped changed meanwhile, so that entries may be missing
     */
    public boolean dump(String what, NetlinkWriter request, Consumer<NetlinkReader> entry) throws NetlinkException {
        send(what, request);
        boolean steady = true;
        while (true) {
            awaitAnswer(what);
            while (reader.nextMessage()) {
                if (reader.sequence() != request.sequence()) {
                    continue;
                }
                steady &= (reader.flags() & NLM_F_DUMP_INTR) == 0;
                if (reader.type() == NetlinkReader.NLMSG_DONE || reader.type() == NetlinkReader.NLMSG_ERROR) {
                    if (reader.error() != 0) {
                        throw refusal(what);
                    }
                    return steady;
                }
                entry.accept(reader);
            }
        }
    }

    /**
     * Waits for messages that nobody asked for.
     *
     * @return a reader aimed at them, at nothing where none came in time; valid until the next call of any method
     * @throws NetlinkException with {@link Linux#ENOBUFS} where the kernel had to throw events away: go on receiving,
     *     knowing that some are missing
     */
    public NetlinkReader receive(int timeoutMillis) throws NetlinkException {
        if (timeoutMillis != 0 && Linux.libc().poll(pollEntry.address(), 1, timeoutMillis) <= 0) {
            return reader.aim(0, 0);
        }
        int flags = Linux.MSG_DONTWAIT | Linux.MSG_TRUNC;
        long length = Linux.libc().recv(descriptor.number(), block.address(), BLOCK, flags);
        if (length < 0) {
            int errno = Linux.errno();
            if (errno == Linux.EAGAIN || errno == Linux.EINTR) {
                return reader.aim(0, 0);
            }
            throw new NetlinkException("receiving from the kernel", errno);
        }
        return reader.aim(0, (int) Math.min(length, BLOCK));
    }

    private void send(String what, NetlinkWriter messages) throws NetlinkException {
        if (messages.send(descriptor.number()) < 0) {
            throw NetlinkException.last(what);
        }
    }

    private void awaitAnswer(String what) throws NetlinkException {
        long length = -1;
        int errno = Linux.EAGAIN;
        if (Linux.libc().poll(pollEntry.address(), 1, ANSWER_MILLIS) > 0) {
            length = Linux.libc().recv(descriptor.number(), block.address(), BLOCK, Linux.MSG_DONTWAIT);
            errno = Linux.errno();
        }
        if (length < 0) {
            throw errno == Linux.EAGAIN
                ? new NetlinkException(errno, what + ": the kernel does not answer")
                : new NetlinkException(what, errno);
        }
        reader.aim(0, (int) length);
    }

    /** Whether the message answers one of these, not an earlier request that was given up. */
    private boolean isAnswer(NetlinkWriter messages) {
        return messages.sequence() - reader.sequence() < messages.messages();
    }

    private NetlinkException refusal(String what) {
        int errno = reader.error();
        if ((reader.flags() & NLM_F_ACK_TLVS) != 0) {
            int numberAndHeader = 4 + 16;
            reader.attributes(numberAndHeader);
            while (reader.nextAttribute()) {
                if (reader.attribute() == NLMSGERR_ATTR_MSG) {
                    return new NetlinkException(errno, what + ": " + Linux.words(errno) + " (" + reader.text() + ")");
                }
            }
        }
        return new NetlinkException(what, errno);
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
