package gateway.core.internal.kernel;

import gateway.core.internal.netlink.NetlinkException;
import gateway.core.internal.netlink.NetlinkSocket;
import gateway.core.internal.netlink.NetlinkWriter;
import gateway.core.internal.netlink.Netns;

/**
 * Adds to the connection cache from a worker: one system call to ask, one to hear the answer, together one or two
 * microseconds; the kernel answers before the first returns, so nothing is waited for. Allocates nothing. One thread;
 * the counters may be read by any.
 */
public final class ConnectionCacheWriter implements AutoCloseable {
    private static final byte[] SET_V4 = SetMessages.name(Family.V4.refusedSet());
    private static final byte[] SET_V6 = SetMessages.name(Family.V6.refusedSet());

    private final NetlinkSocket socket;
    private final NetlinkWriter writer = new NetlinkWriter(256);
    private volatile long added;
    private volatile long full;
    private volatile long failed;

    ConnectionCacheWriter(Netns netns) throws NetlinkException {
        socket = NetlinkSocket.open(NetlinkSocket.NETFILTER, netns);
    }

    /**
     * Refuses new connections of a client to a server for a while; a pair that is there gets the new lifetime.
     * Addresses as in {@link gateway.api.packet.IpAddress}, both of one family.
     *
     * @param protocol the IP protocol number: 6 or 17
     * @param serverPort 0 to 65535
     * @param seconds how long, 1 to {@value SetMessages#MAX_SECONDS}; what lies outside is cut
     * @return whether the kernel knows it now; if not, the workers go on refusing by themselves
     */
    public boolean add(int protocol, long clientHigh, long clientLow, long serverHigh, long serverLow, int serverPort,
                       int seconds) {
        Family family = Family.of(clientHigh, clientLow);
        byte[] set = family == Family.V4 ? SET_V4 : SET_V6;
        SetMessages.add(writer, family, set, protocol, clientHigh, clientLow, serverHigh, serverLow, serverPort,
            seconds);
        return count(attempt());
    }

    private int attempt() {
        try {
            return socket.attempt("adding to the connection cache", writer);
        } catch (NetlinkException notHeard) {
            return notHeard.errno();
        }
    }

    /** One thread writes these; volatile only makes them visible to the others. */
    private boolean count(int refusal) {
        switch (refusal) {
            case 0 -> added++;
            case SetMessages.FULL -> full++;
            default -> failed++;
        }
        return refusal == 0;
    }

    /** How many pairs were added or got a new lifetime. */
    public long added() {
        return added;
    }

    /** How many pairs found the set full. */
    public long full() {
        return full;
    }

    /** How many additions failed for another reason. */
    public long failed() {
        return failed;
    }

    @Override
    public void close() {
        socket.close();
    }
}
