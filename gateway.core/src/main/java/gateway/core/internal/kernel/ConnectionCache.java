package gateway.core.internal.kernel;

import gateway.api.packet.IpAddress;
import gateway.core.internal.netlink.Linux;
import gateway.core.internal.netlink.NetlinkException;
import gateway.core.internal.netlink.NetlinkReader;
import gateway.core.internal.netlink.NetlinkSocket;
import gateway.core.internal.netlink.NetlinkWriter;
import gateway.core.internal.netlink.Netns;
import java.util.ArrayList;
import java.util.List;

/**
 * The connection cache (kP2PADM, section 3.2): pairs of client and server whose new connections the kernel drops by
 * itself for a while. One ipset of type {@code hash:ip,port,ip} a family, which {@link KernelRules} asks for client,
 * server port and server; so a client that tries again from another port is still refused.
 *
 * <p>The methods here are for the framework's threads; each worker adds through its own {@link #writer}.
 */
public final class ConnectionCache implements AutoCloseable {
    /** As many entries as the kernel's own default for a set. */
    public static final int DEFAULT_MAX_ENTRIES = 65_536;

    private static final String REPLACEMENT = "-new";

    private final Netns netns;
    private final NetlinkSocket socket;
    private final NetlinkWriter writer = new NetlinkWriter(512);

    /** Opens a socket to the kernel; creates no set. */
    public ConnectionCache(Netns netns) throws NetlinkException {
        this.netns = netns;
        socket = NetlinkSocket.open(NetlinkSocket.NETFILTER, netns);
    }

    /**
     * Makes a set for each family that the kernel speaks, empty. What an earlier run left is replaced,
     * also while its rules are still in force.
     *
     * @param maxEntries for each family, 1 and more; further entries are refused until others expire
     */
    public synchronized void create(int maxEntries) throws NetlinkException {
        for (Family family : Family.spoken()) {
            String set = family.refusedSet();
            if (destroy(family, set)) {
                createSet(family, set, maxEntries);
            } else {
                destroy(family, set + REPLACEMENT);
                createSet(family, set + REPLACEMENT, maxEntries);
                SetMessages.swap(writer, family, set, set + REPLACEMENT);
                socket.request("replacing set " + set, writer);
                destroy(family, set + REPLACEMENT);
            }
        }
    }

    /** Removes the sets. The rules that name them have to be gone. Without effect where there is none. */
    public synchronized void destroy() throws NetlinkException {
        for (Family family : Family.spoken()) {
            destroy(family, family.refusedSet() + REPLACEMENT);
            if (!destroy(family, family.refusedSet())) {
                throw new NetlinkException(Linux.EBUSY, "set " + family.refusedSet() + " is still in use by a rule");
            }
        }
    }

    /** Forgets all pairs, for instance because the policy that refused them is gone. */
    public synchronized void flush() throws NetlinkException {
        for (Family family : Family.spoken()) {
            SetMessages.flush(writer, family, family.refusedSet());
            socket.request("emptying set " + family.refusedSet(), writer);
        }
    }

    /** Forgets one pair; returns whether it was there. */
    public synchronized boolean delete(RefusedPair pair) throws NetlinkException {
        IpAddress client = pair.client();
        IpAddress server = pair.server();
        Family family = Family.of(client.high(), client.low());
        SetMessages.delete(writer, family, SetMessages.name(family.refusedSet()), pair.protocol(), client.high(),
            client.low(), server.high(), server.low(), pair.serverPort());
        int refusal = socket.attempt("deleting from set " + family.refusedSet(), writer);
        if (refusal != 0 && refusal != SetMessages.NO_SUCH_ENTRY) {
            throw failure("deleting from set " + family.refusedSet(), refusal);
        }
        return refusal == 0;
    }

    /** The pairs that are refused now, at most {@code limit}, in no order. */
    public synchronized List<RefusedPair> list(int limit) throws NetlinkException {
        List<RefusedPair> pairs = new ArrayList<>();
        for (Family family : Family.spoken()) {
            SetMessages.list(writer, family, family.refusedSet());
            socket.dump("listing set " + family.refusedSet(), writer, answer -> collect(answer, pairs, limit));
        }
        return pairs;
    }

    /** A writer for one more worker, with a socket of its own. */
    public ConnectionCacheWriter writer() throws NetlinkException {
        return new ConnectionCacheWriter(netns);
    }

    private void createSet(Family family, String set, int maxEntries) throws NetlinkException {
        SetMessages.create(writer, family, set, maxEntries);
        int refusal = socket.attempt("creating set " + set, writer);
        if (refusal != 0) {
            throw failure("creating set " + set, refusal);
        }
    }

    /** Whether the set is gone; false where a rule holds it. */
    private boolean destroy(Family family, String set) throws NetlinkException {
        SetMessages.destroy(writer, family, set);
        int refusal = socket.attempt("destroying set " + set, writer);
        if (refusal != 0 && refusal != Linux.ENOENT && refusal != SetMessages.BUSY) {
            throw failure("destroying set " + set, refusal);
        }
        return refusal != SetMessages.BUSY;
    }

    private static NetlinkException failure(String what, int errno) {
        boolean own = errno >= 4096;
        return own ? new NetlinkException(errno, what + ": ipset error " + errno) : new NetlinkException(what, errno);
    }

    private static void collect(NetlinkReader answer, List<RefusedPair> pairs, int limit) {
        answer.attributes(NetlinkReader.NFGENMSG);
        while (answer.nextAttribute()) {
            if (answer.attribute() == SetMessages.ENTRIES) {
                answer.enter();
                while (answer.nextAttribute() && pairs.size() < limit) {
                    answer.enter();
                    RefusedPair.read(answer).ifPresent(pairs::add);
                    answer.leave();
                }
                answer.leave();
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
