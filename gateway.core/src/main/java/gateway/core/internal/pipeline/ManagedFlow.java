package gateway.core.internal.pipeline;

import gateway.api.packet.Direction;
import gateway.api.packet.IpAddress;
import gateway.core.internal.classify.ClassifiedFlow;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.policy.KeywordFinding;
import gateway.core.internal.policy.Policy.Ruling;
import gateway.core.internal.sequence.Handshake;

/** A flow with what policy wants for it and how far that is carried out. Written by its {@link Pipeline} only. */
public final class ManagedFlow extends ClassifiedFlow {
    Ruling ruling;
    int policyVersion;
    byte refusals;
    /** A packet of it was let on, so that the kernel has a connection that can carry a mark. */
    boolean accepted;
    /** The kernel was told to handle the rest alone. */
    boolean offloaded;
    /** The kernel was told to handle a part alone: contents that nobody wanted to see. */
    boolean left;
    /** Policy wants its content: its packets come through the reading lane. */
    boolean reading;
    /** What it has while its TCP stream is read; null while it is not. */
    ReadFlow read;
    /** The signature that was found in one of its files; null for none. */
    String found;
    /** Its files that are to be scanned; null where there are none. */
    FlowScans scans;
    /** What its SYNs offered. */
    final Handshake handshake = new Handshake();
    /** A packet that was looked at here was moved to the reading lane and will come again. */
    boolean awaitsMoved;
    /** The TCP sequence number of that packet. */
    int movedSequence;
    /** A decision was recorded under the current ruling. */
    boolean announcedRuling;
    /** When the kernel was last told to keep the pair out. */
    long keptOutMillis;
    /** Datagrams from the server to the client are kept out, too. */
    boolean answersKeptOut;
    boolean refusedToServer;
    boolean refusedToClient;
    int firstRefusedToServer;
    int firstRefusedToClient;
    String requestedName;
    /** The keyword for which it was refused; null if it was not. */
    KeywordFinding said;
    /** What was overwritten in it and may be sent once more; null where nothing was. */
    OverwrittenBytes overwritten;
    /** What may have led it to its server; null where nothing did, or that is settled. */
    Redirecting.Led led;
    /** Up to which redirection that was looked for. */
    int redirectionsKnown;
    /** How far its peer is, and under which circumstances that was asked; see {@link Distances}. */
    int distance;
    int distanceVersion;
    /** Whose bytes it brings; null where that is not counted. */
    Fetching.Share share;
    /** Under which circumstances that was found, and as whose flow. */
    int fetchVersion;
    String fetchedAs;
    /** What of it waits on its way to a far peer; null before the first time. */
    FarDelay.DelayedFlow delayed;
    /** Where its outside end is, and who said so; null before it was charged. See {@link PlaceTraffic}. */
    PlaceTraffic.Cell country;
    PlaceTraffic.Cell system;
    boolean near;
    int placed;
    /** When its bytes were counted last, on the clock of the packet source. */
    long chargedMillis;
    /** The bundle that read it is gone. */
    boolean orphaned;
    private Object attachment;
    private KernelShare kernel;
    private IpAddress ours;
    private long chargedToServer;
    private long chargedToClient;

    ManagedFlow(Origin origin, Packet first) {
        super(origin, first);
    }

    /** What policy wants; null while undecided. */
    public Ruling ruling() {
        return ruling;
    }

    /** The file that was asked for; null if none was. */
    public String requestedName() {
        return requestedName;
    }

    /** The keyword for which it was refused; null if it was not refused for one. */
    public KeywordFinding said() {
        return said;
    }

    /** Whether the kernel was told to handle the rest alone. */
    public boolean offloaded() {
        return offloaded;
    }

    /** Whether it is to be refused. */
    boolean refused() {
        return ruling != null && ruling.refuses();
    }

    /** Whether policy wants its content. */
    public boolean reading() {
        return reading;
    }

    /** Whether the bundle that read it is gone. */
    public boolean orphaned() {
        return orphaned;
    }

    /** Whether what it carries is to be recorded; false while policy has not decided. */
    public boolean audited() {
        return ruling != null && ruling.audits();
    }

    /** Whether the files that it carries are to be scanned; false while policy has not decided. */
    public boolean scanned() {
        return ruling != null && ruling.scans();
    }

    /** Whether lists of peers that it carries are changed; false while policy has not decided. */
    public boolean localized() {
        return ruling != null && ruling.localizes();
    }

    /** Whether what goes this way goes to a host of our side, from elsewhere. */
    boolean leadsInside(Direction direction) {
        return inside() == (direction == Direction.TO_CLIENT ? Side.CLIENT : Side.SERVER);
    }

    /** The host of our side, of a flow that has one there; kept, since the flow may have many packets. */
    IpAddress ours() {
        if (ours == null) {
            ours = (inside() == Side.CLIENT ? client() : server()).address();
        }
        return ours;
    }

    /** What the observer keeps with the flow; null where there is nothing. */
    public Object attachment() {
        return attachment;
    }

    /** Keeps something with the flow, until its end. */
    public void attach(Object observed) {
        attachment = observed;
    }

    /** Packets of a direction, those that the kernel handled alone included. */
    public long totalPackets(Direction direction) {
        return kernel == null ? packets(direction) : Math.max(packets(direction), kernel.packets(direction));
    }

    /** Bytes of a direction, those that the kernel handled alone included, IP headers included. */
    public long totalBytes(Direction direction) {
        return kernel == null ? bytes(direction) : Math.max(bytes(direction), kernel.bytes(direction));
    }

    /** Conntrack's counters for the whole connection; the kernel counts what we see as well. */
    void onKernelCounters(long packetsToServer, long bytesToServer, long packetsToClient, long bytesToClient) {
        kernel = new KernelShare(packetsToServer, bytesToServer, packetsToClient, bytesToClient);
    }

    /**
     * Whether the kernel handles it or keeps it out: its end is not seen here, and nothing is lost where a SYN is
     * taken for the beginning of another one.
     */
    boolean isSettled() {
        return offloaded || refusals > 0;
    }

    /**
     * What the kernel forwarded alone counts: an offloaded flow is answered without our seeing it. A refused one is
     * no conversation any more; it is forgotten soon, and at once where its place is wanted.
     */
    @Override
    protected boolean answered() {
        return refusals == 0 && (super.answered() || kernel != null && kernel.packetsToClient > 0);
    }

    /** It is over, and only what it was is remembered. */
    void letGo() {
        attachment = null;
        letGoOfParsers();
    }

    /** The bytes of a direction since the last call. */
    long chargeBytes(Direction direction) {
        boolean toServer = direction == Direction.TO_SERVER;
        long total = totalBytes(direction);
        long more = total - (toServer ? chargedToServer : chargedToClient);
        if (toServer) {
            chargedToServer = total;
        } else {
            chargedToClient = total;
        }
        return more;
    }

    private record KernelShare(long packetsToServer, long bytesToServer, long packetsToClient, long bytesToClient) {
        long packets(Direction direction) {
            return direction == Direction.TO_SERVER ? packetsToServer : packetsToClient;
        }

        long bytes(Direction direction) {
            return direction == Direction.TO_SERVER ? bytesToServer : bytesToClient;
        }
    }
}
