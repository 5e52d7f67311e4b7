package gateway.core.internal.kernel;

import gateway.core.internal.netlink.Linux;
import gateway.core.internal.netlink.NetlinkException;
import gateway.core.internal.netlink.NetlinkReader;
import gateway.core.internal.netlink.NetlinkSocket;
import gateway.core.internal.netlink.Netns;

/**
 * The ends of connections that bear our mark, with their final counters, as ctnetlink tells them. Open this before
 * the rules are put in force: the kernel tells nothing of connections that began while nobody listened. One thread.
 */
public final class ConntrackEvents implements AutoCloseable {
    private static final int MOST_AT_ONCE = 4096;

    private final NetlinkSocket socket;
    private final Connection connection = new Connection();
    private volatile long overruns;

    /** Begins to listen. */
    public ConntrackEvents(Netns netns) throws NetlinkException {
        socket = NetlinkSocket.open(NetlinkSocket.NETFILTER, netns);
        try {
            socket.join(ConntrackMessages.DESTROY_GROUP);
        } catch (NetlinkException refused) {
            socket.close();
            throw refused;
        }
    }

    /**
     * Shows connections that ended, as far as any were told; waits for the first. A flood does not keep it for ever:
     * after {@value #MOST_AT_ONCE} connections it returns.
     *
     * @param timeoutMillis how long to wait; 0 for not at all
     * @return how many connections ended, those without our mark included; 0 after the timeout
     */
    public int poll(Connection.Visitor visitor, int timeoutMillis) throws NetlinkException {
        int ended = 0;
        int wait = timeoutMillis;
        while (ended < MOST_AT_ONCE) {
            NetlinkReader messages = receive(wait);
            if (messages == null) {
                continue;
            }
            int shown = show(messages, visitor);
            if (shown == 0) {
                break;
            }
            ended += shown;
            wait = 0;
        }
        return ended;
    }

    private int show(NetlinkReader messages, Connection.Visitor visitor) {
        int ended = 0;
        while (messages.nextMessage()) {
            if (messages.type() != ConntrackMessages.DELETED) {
                continue;
            }
            ended++;
            ConntrackMessages.read(messages, connection);
            if ((connection.mark & Marks.MASK) != 0) {
                visitor.onConnection(connection);
            }
        }
        return ended;
    }

    /** Null where events were lost. */
    private NetlinkReader receive(int wait) throws NetlinkException {
        try {
            return socket.receive(wait);
        } catch (NetlinkException failure) {
            if (failure.errno() != Linux.ENOBUFS) {
                throw failure;
            }
            overruns = overruns + 1;
            return null;
        }
    }

    /** How often the kernel had to throw events away, since they came faster than they were read. Any thread. */
    public long overruns() {
        return overruns;
    }

    @Override
    public void close() {
        socket.close();
    }
}
