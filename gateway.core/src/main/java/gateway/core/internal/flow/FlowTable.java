package gateway.core.internal.flow;

import gateway.api.flow.Flow.Side;
import gateway.core.internal.packet.Packet;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The flows of one worker, bounded. Chained hashing with a secret seed, so that nobody can choose colliding flows;
 * four {@link IdleList}s find the idle ones. When the table is full, the flow that was heard from one side only and
 * longest ago makes room: a SYN flood drives out its own flows, never established ones.
 *
 * @param <F> the flows, made by the table's factory
 */
public final class FlowTable<F extends TrackedFlow> {
    private final TrackedFlow[] buckets;
    private final int bound;
    private final long keyLow;
    private final long keyHigh;
    private final long keyPort;
    private final Placement placement;
    private final BiFunction<TrackedFlow.Origin, Packet, F> factory;
    private final Consumer<F> onEnd;
    private final IdleList oneWay;
    private final IdleList tcp;
    private final IdleList udp;
    private final IdleList closed;
    private final long idBase;
    private long created;
    private long refused;
    private int size;

    /** Says which side of a flow is inside. */
    public interface Placement {
        /** Addresses in the form of {@link gateway.api.packet.IpAddress}. */
        Side inside(long clientHigh, long clientLow, long serverHigh, long serverLow);
    }

    /**
     * An empty table.
     *
     * @param bound how many flows at most
     * @param seed secret and random in life
     * @param idBase what the ids of its flows follow, so that they are unique over all tables
     * @param factory makes the flow of a first packet
     * @param onEnd told of every flow that leaves the table
     */
    public FlowTable(int bound, FlowTimeouts timeouts, long seed, long idBase, Placement placement,
                     BiFunction<TrackedFlow.Origin, Packet, F> factory, Consumer<F> onEnd) {
        this.buckets = new TrackedFlow[Math.max(16, Integer.highestOneBit(Math.max(1, bound - 1)) << 1)];
        this.bound = bound;
        SplittableRandom keys = new SplittableRandom(seed);
        this.keyLow = keys.nextLong();
        this.keyHigh = keys.nextLong();
        this.keyPort = keys.nextLong();
        this.placement = placement;
        this.factory = factory;
        this.onEnd = onEnd;
        this.oneWay = new IdleList(timeouts.oneWay());
        this.tcp = new IdleList(timeouts.tcp());
        this.udp = new IdleList(timeouts.udp());
        this.closed = new IdleList(timeouts.closed());
        this.idBase = idBase;
    }

    /** The flow of a packet; null if there is none. */
    public F find(Packet packet) {
        int hash = hash(packet);
        for (TrackedFlow flow = buckets[hash & buckets.length - 1]; flow != null; flow = flow.nextInBucket) {
            if (flow.hash == hash && flow.matches(packet)) {
                return own(flow);
            }
        }
        return null;
    }

    /** A new flow for its first packet; null where the table is full and nothing in it may go. */
    public F create(Packet packet, long nowMillis) {
        if (size >= bound && !makeRoom()) {
            refused++;
            return null;
        }
        int hash = hash(packet);
        Side inside = placement.inside(packet.sourceHigh, packet.sourceLow,
            packet.destinationHigh, packet.destinationLow);
        F flow = factory.apply(new TrackedFlow.Origin(idBase + ++created, hash, inside, nowMillis), packet);
        int bucket = hash & buckets.length - 1;
        flow.nextInBucket = buckets[bucket];
        buckets[bucket] = flow;
        oneWay.add(flow, nowMillis);
        size++;
        return flow;
    }

    /** Notes that a packet of the flow was seen; call after its TCP state has seen it. */
    public void touch(F flow, long nowMillis) {
        flow.lastMillis = nowMillis;
        IdleList list = listFor(flow);
        if (list == flow.idleList) {
            list.touch(flow, nowMillis);
        } else {
            flow.idleList.remove(flow);
            list.add(flow, nowMillis);
        }
    }

    /** Ends a flow now. */
    public void end(TrackedFlow flow) {
        flow.idleList.remove(flow);
        unlink(flow);
        flow.nextInBucket = null;
        size--;
        onEnd.accept(own(flow));
    }

    /** Ends flows whose time is over, at most {@code most} of them; returns how many. */
    public int expire(long nowMillis, int most) {
        int ended = expire(oneWay, nowMillis, most);
        ended += expire(closed, nowMillis, most - ended);
        ended += expire(udp, nowMillis, most - ended);
        return ended + expire(tcp, nowMillis, most - ended);
    }

    /** Ends all flows. */
    public void clear() {
        for (IdleList list : new IdleList[] {oneWay, closed, udp, tcp}) {
            while (list.oldest() != null) {
                end(list.oldest());
            }
        }
    }

    /** Shows every flow; the table must not be changed meanwhile. */
    public void forEach(Consumer<? super F> visitor) {
        for (TrackedFlow bucket : buckets) {
            for (TrackedFlow flow = bucket; flow != null; flow = flow.nextInBucket) {
                visitor.accept(own(flow));
            }
        }
    }

    /**
     * Shows the flows of some buckets, so that a long look can be taken in steps; a flow that comes or goes between
     * two steps may be missed, none is shown twice.
     *
     * @param from the first bucket, 0 at the beginning
     * @param count how many buckets
     * @return the bucket to go on with; -1 after the last one
     */
    public int forEach(int from, int count, Consumer<? super F> visitor) {
        int end = Math.min(buckets.length, from + count);
        for (int bucket = from; bucket < end; bucket++) {
            for (TrackedFlow flow = buckets[bucket]; flow != null; flow = flow.nextInBucket) {
                visitor.accept(own(flow));
            }
        }
        return end == buckets.length ? -1 : end;
    }

    /** How many flows there are. */
    public int size() {
        return size;
    }

    /** How many flows there may be. */
    public int bound() {
        return bound;
    }

    /** How many flows there ever were. */
    public long created() {
        return created;
    }

    /** How many packets found the table full of flows that may not go. */
    public long refused() {
        return refused;
    }

    private IdleList listFor(TrackedFlow flow) {
        if (flow.protocol == 6) {
            return flow.tcp.closed() ? closed : flow.tcp.open() && flow.answered() ? tcp : oneWay;
        }
        return flow.answered() ? udp : oneWay;
    }

    /** Every flow in the table came out of its factory. */
    @SuppressWarnings("unchecked")
    private F own(TrackedFlow flow) {
        return (F) flow;
    }

    private int expire(IdleList list, long nowMillis, int most) {
        int ended = 0;
        for (TrackedFlow flow; ended < most && (flow = list.expired(nowMillis)) != null; ended++) {
            end(flow);
        }
        return ended;
    }

    private boolean makeRoom() {
        TrackedFlow victim = closed.oldest() != null ? closed.oldest() : oneWay.oldest();
        if (victim == null) {
            return false;
        }
        end(victim);
        return true;
    }

    private void unlink(TrackedFlow flow) {
        int bucket = flow.hash & buckets.length - 1;
        if (buckets[bucket] == flow) {
            buckets[bucket] = flow.nextInBucket;
            return;
        }
        TrackedFlow before = buckets[bucket];
        while (before.nextInBucket != flow) {
            before = before.nextInBucket;
        }
        before.nextInBucket = flow.nextInBucket;
    }

    /** The same for both directions: the sum of a keyed hash of either end. */
    private int hash(Packet packet) {
        long ends = end(packet.sourceHigh, packet.sourceLow, packet.sourcePort)
            + end(packet.destinationHigh, packet.destinationLow, packet.destinationPort) + packet.protocol;
        return (int) (fold(ends, keyPort) >>> 32);
    }

    /** Every part meets a key of its own before it meets another part, so that none can be chosen to cancel one. */
    private long end(long high, long low, int port) {
        return fold(fold(low ^ keyLow, high ^ keyHigh) + port, keyPort);
    }

    /** Both halves of the product, as in the wyhash family. */
    private static long fold(long a, long b) {
        return a * b ^ Math.multiplyHigh(a, b);
    }
}
