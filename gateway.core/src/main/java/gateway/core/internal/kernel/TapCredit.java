package gateway.core.internal.kernel;

import gateway.core.internal.netlink.Linux;
import gateway.core.internal.netlink.NetlinkException;
import gateway.core.internal.netlink.NetlinkSocket;
import gateway.core.internal.netlink.NetlinkWriter;
import gateway.core.internal.netlink.Netns;

/**
 * How many packets the kernel may show one worker's tap before it has to go through the queue: an accounting object
 * with a quota (linux/netfilter/nfnetlink_acct.h) that a rule asks. The worker gives it back when it has emptied its
 * ring, so that the ring never overflows, and a worker that is slow slows the senders down instead of missing what
 * they send.
 */
public final class TapCredit implements AutoCloseable {
    private static final int SUBSYSTEM = 7 << 8;
    private static final int NEW = SUBSYSTEM;
    private static final int DELETE = SUBSYSTEM | 3;
    private static final int NLM_F_REPLACE = 0x100;
    private static final int NAME = 1;
    private static final int FLAGS = 5;
    private static final int QUOTA = 6;
    private static final int QUOTA_OF_PACKETS = 1;

    private final NetlinkSocket socket;
    private final NetlinkWriter refill = new NetlinkWriter(128);

    private TapCredit(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** Makes a worker's credit; what an earlier run left of it is replaced, if no rule names it any more. */
    public static TapCredit create(Netns netns, int worker, long packets) throws NetlinkException {
        NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.NETFILTER, netns);
        try {
            NetlinkWriter writer = new NetlinkWriter(256);
            delete(socket, writer, worker);
            begin(writer.clear(), NEW, NLM_F_REPLACE | NetlinkWriter.NLM_F_CREATE | NetlinkWriter.NLM_F_ACK, worker)
                .u32(FLAGS, QUOTA_OF_PACKETS).u64(QUOTA, packets).end();
            socket.request("making the credit " + name(worker), writer);
            TapCredit credit = new TapCredit(socket);
            begin(credit.refill, NEW, NLM_F_REPLACE | NetlinkWriter.NLM_F_ACK, worker).end();
            return credit;
        } catch (NetlinkException | RuntimeException refused) {
            socket.close();
            throw refused;
        }
    }

    /** Removes all workers' credits. The rules that name them have to be gone. */
    public static void destroyAll(Netns netns) throws NetlinkException {
        NetlinkWriter writer = new NetlinkWriter(256);
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.NETFILTER, netns)) {
            for (int worker = 0; Marks.mayTap(worker); worker++) {
                int refusal = delete(socket, writer, worker);
                if (refusal == Linux.EBUSY) {
                    throw new NetlinkException("removing the credit " + name(worker), refusal);
                }
            }
        }
    }

    /** Gives it all back; the worker's thread. */
    public void refill() {
        try {
            socket.attempt("giving a tap its credit back", refill);
        } catch (NetlinkException notHeard) {
            // What is shown no more comes through the queue.
            return;
        }
    }

    /** The socket; the credit stays for as long as a rule may name it ({@link #destroyAll}). */
    @Override
    public void close() {
        socket.close();
    }

    static String name(int worker) {
        return "p2padm-tap-" + worker;
    }

    /** Answers why not; a kernel that knows no such object, or no accounting at all, has none. */
    private static int delete(NetlinkSocket socket, NetlinkWriter writer, int worker) throws NetlinkException {
        begin(writer.clear(), DELETE, NetlinkWriter.NLM_F_ACK, worker).end();
        return socket.attempt("removing the credit " + name(worker), writer);
    }

    private static NetlinkWriter begin(NetlinkWriter writer, int type, int flags, int worker) {
        return writer.message(type, NetlinkWriter.NLM_F_REQUEST | flags).family(0, 0).text(NAME, name(worker));
    }
}
