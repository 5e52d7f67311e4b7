package gateway.core.internal.flow;

import gateway.api.flow.Flow;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import gateway.core.internal.packet.Packet;

/**
 * One flow as its worker knows it: who, since when, how much, in which TCP state. What classification and policy
 * think of it is added by subclasses. Intrusive links of the table keep it at few objects a flow.
 */
public class TrackedFlow implements Flow {
    final long clientHigh;
    final long clientLow;
    final long serverHigh;
    final long serverLow;
    final int ports;
    final byte protocol;
    final int hash;
    private final long id;
    private final long startedMillis;
    private final Side inside;

    TrackedFlow nextInBucket;
    TrackedFlow newer;
    TrackedFlow older;
    IdleList idleList;
    long listedMillis;

    /** TCP state; meaningless for UDP. */
    public final TcpState tcp = new TcpState();

    long lastMillis;
    private int packetsToServer;
    private int packetsToClient;
    private long bytesToServer;
    private long bytesToClient;

    /** A flow that begins with {@code first}; made by the factory of a {@link FlowTable} from what the table gives. */
    protected TrackedFlow(Origin origin, Packet first) {
        id = origin.id();
        clientHigh = first.sourceHigh;
        clientLow = first.sourceLow;
        serverHigh = first.destinationHigh;
        serverLow = first.destinationLow;
        ports = first.sourcePort << 16 | first.destinationPort;
        protocol = (byte) first.protocol;
        hash = origin.hash();
        inside = origin.inside();
        startedMillis = origin.nowMillis();
        lastMillis = origin.nowMillis();
    }

    /**
     * What a table gives a new flow.
     *
     * @param id unique over all workers
     * @param hash of the five-tuple, the same for both directions
     * @param inside which end is ours
     * @param nowMillis when the first packet was seen
     */
    public record Origin(long id, int hash, Side inside, long nowMillis) {
    }

    /** The direction of a packet that belongs to this flow. */
    public Direction directionOf(Packet packet) {
        return packet.sourcePort == ports >>> 16 && packet.sourceLow == clientLow && packet.sourceHigh == clientHigh
            ? Direction.TO_SERVER : Direction.TO_CLIENT;
    }

    /** Counts a packet of {@code length} bytes, IP header included. */
    public void count(Direction direction, int length) {
        if (direction == Direction.TO_SERVER) {
            packetsToServer++;
            bytesToServer += length;
        } else {
            packetsToClient++;
            bytesToClient += length;
        }
    }

    /** Packets seen here in one direction; what the kernel handled alone is not among them. */
    public long packets(Direction direction) {
        return Integer.toUnsignedLong(direction == Direction.TO_SERVER ? packetsToServer : packetsToClient);
    }

    /** Whether the server was heard from. */
    protected boolean answered() {
        return packetsToClient != 0;
    }

    /** Bytes seen here in one direction, IP headers included. */
    public long bytes(Direction direction) {
        return direction == Direction.TO_SERVER ? bytesToServer : bytesToClient;
    }

    /** When the newest packet was seen, here or by the kernel, in milliseconds since 1970. */
    public long lastMillis() {
        return lastMillis;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Transport transport() {
        return protocol == 6 ? Transport.TCP : Transport.UDP;
    }

    @Override
    public Endpoint client() {
        return new Endpoint(new IpAddress(clientHigh, clientLow), ports >>> 16);
    }

    @Override
    public Endpoint server() {
        return new Endpoint(new IpAddress(serverHigh, serverLow), ports & 0xffff);
    }

    @Override
    public Side inside() {
        return inside;
    }

    @Override
    public boolean midstream() {
        return protocol == 6 && tcp.midstream();
    }

    @Override
    public long startedMillis() {
        return startedMillis;
    }

    /** The IP protocol number, 6 or 17. */
    public int protocol() {
        return protocol;
    }

    /** First half of the client's address. */
    public long clientHigh() {
        return clientHigh;
    }

    /** Second half of the client's address. */
    public long clientLow() {
        return clientLow;
    }

    /** First half of the server's address. */
    public long serverHigh() {
        return serverHigh;
    }

    /** Second half of the server's address. */
    public long serverLow() {
        return serverLow;
    }

    /** The client's port. */
    public int clientPort() {
        return ports >>> 16;
    }

    /** The server's port. */
    public int serverPort() {
        return ports & 0xffff;
    }

    boolean matches(Packet packet) {
        if (packet.protocol != protocol) {
            return false;
        }
        int forward = packet.sourcePort << 16 | packet.destinationPort;
        if (forward == ports && packet.sourceLow == clientLow && packet.destinationLow == serverLow
            && packet.sourceHigh == clientHigh && packet.destinationHigh == serverHigh) {
            return true;
        }
        return Integer.rotateLeft(forward, 16) == ports && packet.sourceLow == serverLow
            && packet.destinationLow == clientLow && packet.sourceHigh == serverHigh
            && packet.destinationHigh == clientHigh;
    }
}
