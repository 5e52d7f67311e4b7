package gateway.core.internal.pipeline;

import gateway.api.packet.Direction;
import gateway.core.internal.classify.ClassifiedFlow;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.policy.Policy.Ruling;

/** A flow with what policy wants for it and how far that is carried out. Written by its {@link Pipeline} only. */
public final class ManagedFlow extends ClassifiedFlow {
    Ruling ruling;
    int policyVersion;
    byte refusals;
    /** A packet of it was let on, so that the kernel has a connection that can carry a mark. */
    boolean accepted;
    /** The kernel was told to handle the rest alone. */
    boolean offloaded;
    /** A packet was moved to the reading lane and will come again. */
    boolean awaitsMoved;
    /** A decision was recorded under the current ruling. */
    boolean announcedRuling;
    boolean refusedToServer;
    boolean refusedToClient;
    int firstRefusedToServer;
    int firstRefusedToClient;
    String requestedName;
    private KernelShare kernel;
    private long chargedBytes;

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

    /** Packets of a direction, those that the kernel handled alone included. */
    public long totalPackets(Direction direction) {
        return kernel == null ? packets(direction) : Math.max(packets(direction), kernel.packets(direction));
    }

    /** Bytes of a direction, those that the kernel handled alone included, IP headers included. */
    public long totalBytes(Direction direction) {
        return kernel == null ? bytes(direction) : Math.max(bytes(direction), kernel.bytes(direction));
    }

    /** Whether conntrack reported on this flow. */
    public boolean seenByKernel() {
        return kernel != null;
    }

    /** Conntrack's counters for the whole connection; the kernel counts what we see as well. */
    void onKernelCounters(long packetsToServer, long bytesToServer, long packetsToClient, long bytesToClient) {
        kernel = new KernelShare(packetsToServer, bytesToServer, packetsToClient, bytesToClient);
    }

    /** The bytes since the last call. */
    long chargeBytes() {
        long total = totalBytes(Direction.TO_SERVER) + totalBytes(Direction.TO_CLIENT);
        long more = total - chargedBytes;
        chargedBytes = total;
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
