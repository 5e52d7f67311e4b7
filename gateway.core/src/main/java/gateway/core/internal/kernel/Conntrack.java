package gateway.core.internal.kernel;

import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.core.internal.netlink.Linux;
import gateway.core.internal.netlink.NetlinkException;
import gateway.core.internal.netlink.NetlinkSocket;
import gateway.core.internal.netlink.NetlinkWriter;
import gateway.core.internal.netlink.Netns;
import java.io.IOException;

/**
 * The kernel's connections: how many there are, what those that the kernel took over have carried, and their marks.
 * Any thread but a worker; calls exclude each other. Ends of connections are told by {@link ConntrackEvents}.
 *
 * <p>Nobody is held up by a dump: the kernel locks one bucket of its table at a time, and round trips through the
 * gateway measured the same beside it. For a full table (262,144 connections) it takes a second or two of this thread
 * where all are shown, a tenth of that where the kernel finds none that is wanted.
 */
public final class Conntrack implements AutoCloseable {
    private static final String ACCOUNTING = "net/netfilter/nf_conntrack_acct";
    private static final String EVENTS = "net/netfilter/nf_conntrack_events";
    private static final String CHANGING = "changing a connection's mark";
    private static final int CHANGES_BYTES = 32 << 10;
    private static final int LARGEST_CHANGE = 256;

    private final NetlinkSocket dumps;
    private final NetlinkSocket changes;
    private final KernelSettings settings;
    private final NetlinkWriter request = new NetlinkWriter(256);
    private final NetlinkWriter change = new NetlinkWriter(CHANGES_BYTES);
    private final Connection connection = new Connection();
    private boolean found;
    /** What kept a change inside of a dump from being made. */
    private NetlinkException failure;

    /** Opens sockets to the kernel; changes nothing. */
    public Conntrack(Netns netns) throws NetlinkException {
        settings = new KernelSettings(netns);
        dumps = NetlinkSocket.open(NetlinkSocket.NETFILTER, netns);
        try {
            changes = NetlinkSocket.open(NetlinkSocket.NETFILTER, netns);
        } catch (NetlinkException refused) {
            dumps.close();
            throw refused;
        }
    }

    /**
     * Makes the kernel count packets and bytes of connections, and tell of their ends, until {@link #close}.
     * Connections from before have no counters.
     */
    public synchronized void startAccounting() throws IOException {
        settings.change(ACCOUNTING, "1");
        if (settings.read(EVENTS).equals("0")) {
            settings.change(EVENTS, "1");
        }
    }

    /** How full the table is. */
    public synchronized ConntrackLevel level() throws NetlinkException {
        ConntrackLevel[] level = {new ConntrackLevel(0, 0)};
        ConntrackMessages.level(request);
        dumps.dump("asking for the level of the connection table", request, answer -> {
            level[0] = ConntrackMessages.level(answer);
        });
        return level[0];
    }

    /**
     * Shows all connections whose mark under {@code mask} is {@code bits}; the kernel selects. All with mask 0.
     *
     * @return false where connections may have been missed or shown twice, since the table was resized meanwhile
     */
    public synchronized boolean dump(int bits, int mask, Connection.Visitor visitor) throws NetlinkException {
        ConntrackMessages.dump(request, bits, mask);
        return dumps.dump("reading the connection table", request, message -> {
            ConntrackMessages.read(message, connection);
            visitor.onConnection(connection);
        });
    }

    /**
     * Shows the same connections, and takes our bits off those that both sides have closed: conntrack keeps them for
     * two minutes, and every later dump would show them again.
     */
    public synchronized void dumpForgettingClosed(int bits, int mask, Connection.Visitor visitor)
        throws NetlinkException {
        change.clear();
        dump(bits, mask, each -> {
            visitor.onConnection(each);
            if (each.closed) {
                writeMark(each, 0, Marks.MASK);
            }
        });
        carriedOut();
    }

    /**
     * Changes the mark of a live connection, to refuse or to release what the kernel took over. The tuple is the one
     * that the gateway sees in FORWARD (see {@link Connection}), either direction. Found at once where at most one
     * end is rewritten by NAT; where both are, by a dump.
     *
     * @param bits the new bits, within {@code mask}
     * @param mask which bits change
     * @return whether there is such a connection
     */
    public synchronized boolean setMark(int protocol, long sourceHigh, long sourceLow, int sourcePort,
                                        long destinationHigh, long destinationLow, int destinationPort,
                                        int bits, int mask) throws NetlinkException {
        // Without NAT or with rewritten sources, this is the original tuple ...
        ConntrackMessages.setMark(change.clear(), protocol, sourceHigh, sourceLow, sourcePort, destinationHigh,
            destinationLow, destinationPort, 0, bits, mask);
        if (carriedOut()) {
            return true;
        }
        // ... with rewritten destinations, the other way round is the tuple of replies.
        ConntrackMessages.setMark(change.clear(), protocol, destinationHigh, destinationLow, destinationPort,
            sourceHigh, sourceLow, sourcePort, 0, bits, mask);
        if (carriedOut()) {
            return true;
        }
        found = false;
        change.clear();
        dump(0, 0, each -> {
            if (each.joins(protocol, sourceHigh, sourceLow, sourcePort, destinationHigh, destinationLow,
                destinationPort)) {
                found = true;
                writeMark(each, bits, mask);
            }
        });
        return found && carriedOut();
    }

    /**
     * Has the kernel forget a connection, whose next packet then begins another one. In both ways of NAT it is the
     * tuple with which its first packet came.
     *
     * @return whether there was such a connection
     */
    public synchronized boolean forget(int protocol, IpAddress source, int sourcePort, Endpoint destination)
        throws NetlinkException {
        ConntrackMessages.delete(change.clear(), protocol, source.high(), source.low(), sourcePort,
            destination.address().high(), destination.address().low(), destination.port());
        return carriedOut();
    }

    /**
     * Takes our bits off all connections that bear any: at a start, since an earlier run may have left some.
     *
     * @return how many there were
     */
    public int forgetAll() throws NetlinkException {
        return forget(0, 0);
    }

    /**
     * Takes our bits off all connections of one policy generation, before its number is used again.
     *
     * @return how many there were
     */
    public int forgetGeneration(int generation) throws NetlinkException {
        return forget(Marks.bits(0, generation), Marks.bits(0, Marks.MAX_GENERATION));
    }

    private synchronized int forget(int bits, int mask) throws NetlinkException {
        int[] count = new int[1];
        change.clear();
        dump(bits, mask, each -> {
            if ((each.mark & Marks.MASK) != 0) {
                count[0]++;
                writeMark(each, 0, Marks.MASK);
            }
        });
        carriedOut();
        return count[0];
    }

    /** Writes a change; sends what is written already where there is no room for more. */
    private void writeMark(Connection each, int bits, int mask) {
        if (change.room() < LARGEST_CHANGE) {
            send();
        }
        ConntrackMessages.setMark(change, each.protocol, each.sourceHigh, each.sourceLow, each.sourcePort,
            each.originalHigh, each.originalLow, each.originalPort, each.zone, bits, mask);
    }

    /** Sends the changes written; false where one of the connections is gone. */
    private boolean carriedOut() throws NetlinkException {
        boolean all = send();
        if (failure != null) {
            NetlinkException first = failure;
            failure = null;
            throw first;
        }
        return all;
    }

    private boolean send() {
        int refusal = 0;
        try {
            refusal = change.messages() == 0 ? 0 : changes.attempt(CHANGING, change);
            if (refusal != 0 && refusal != Linux.ENOENT && failure == null) {
                failure = new NetlinkException(CHANGING, refusal);
            }
        } catch (NetlinkException notHeard) {
            failure = notHeard;
        }
        change.clear();
        return refusal == 0;
    }

    /** Puts the kernel's accounting back to what it was, and closes the sockets. */
    @Override
    public synchronized void close() throws IOException {
        dumps.close();
        changes.close();
        settings.close();
    }
}
