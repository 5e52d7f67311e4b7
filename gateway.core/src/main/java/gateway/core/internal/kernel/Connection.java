package gateway.core.internal.kernel;

/**
 * A connection as conntrack knows it, seen from the gateway. One object is used again for every connection of a dump:
 * valid during {@link Visitor#onConnection} only. Fields instead of accessors, since a table holds hundreds of
 * thousands. Addresses in two longs, as in {@link gateway.api.packet.IpAddress}.
 *
 * <p><b>Forward view.</b> Conntrack keeps two tuples: the original one, as the first packet came, and the one that
 * replies are expected to bear. Under NAT neither is what the gateway sees, which stands in FORWARD: behind the
 * rewriting of destinations (PREROUTING), before that of sources (POSTROUTING). A packet of the first direction
 * therefore still bears its original source, and already the address that replies come from:
 *
 * <pre>
 * source      = original.source       destination      = reply.source
 * source port = original.source port  destination port = reply.source port
 * </pre>
 *
 * Replies show the same with both ends exchanged: their destination is put back to the original source in
 * PREROUTING, and their source is not rewritten before POSTROUTING.
 */
public final class Connection {
    /** The IP protocol number. */
    public int protocol;
    /** The side that sent the first packet. */
    public long sourceHigh;
    public long sourceLow;
    public int sourcePort;
    /** The other side, as its packets come to the gateway. */
    public long destinationHigh;
    public long destinationLow;
    public int destinationPort;
    /** The whole mark, see {@link Marks}. */
    public int mark;
    /** Seconds until conntrack forgets the connection if nothing comes; 0 for one that ended. */
    public int timeoutSeconds;
    /** A TCP connection that both sides have ended; conntrack keeps it a while for its late packets. */
    public boolean closed;
    /** Of the side that sent the first packet, IP headers included; 0 without accounting. */
    public long packetsForth;
    public long bytesForth;
    /** Of the other side. */
    public long packetsBack;
    public long bytesBack;

    /** Where the first packet wanted to go, before any rewriting. */
    long originalHigh;
    long originalLow;
    int originalPort;
    /** Of connections in a zone of the administrator's. */
    int zone;

    Connection() {
    }

    /** Whether this is the connection between these two, whoever began. */
    boolean joins(int ip, long oneHigh, long oneLow, int onePort, long otherHigh, long otherLow, int otherPort) {
        return protocol == ip
            && (isForth(oneHigh, oneLow, onePort, otherHigh, otherLow, otherPort)
                || isForth(otherHigh, otherLow, otherPort, oneHigh, oneLow, onePort));
    }

    private boolean isForth(long fromHigh, long fromLow, int fromPort, long toHigh, long toLow, int toPort) {
        return sourceLow == fromLow && sourceHigh == fromHigh && sourcePort == fromPort
            && destinationLow == toLow && destinationHigh == toHigh && destinationPort == toPort;
    }

    void clear() {
        protocol = 0;
        sourceHigh = 0;
        sourceLow = 0;
        sourcePort = 0;
        destinationHigh = 0;
        destinationLow = 0;
        destinationPort = 0;
        mark = 0;
        timeoutSeconds = 0;
        closed = false;
        packetsForth = 0;
        bytesForth = 0;
        packetsBack = 0;
        bytesBack = 0;
        originalHigh = 0;
        originalLow = 0;
        originalPort = 0;
        zone = 0;
    }

    /** Takes connections, one after the other, on the thread that asked for them. */
    @FunctionalInterface
    public interface Visitor {
        /** One connection; must not keep it. */
        void onConnection(Connection connection);
    }
}
