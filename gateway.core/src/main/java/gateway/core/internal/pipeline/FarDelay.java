package gateway.core.internal.pipeline;

import gateway.api.packet.Direction;
import gateway.core.internal.hold.HeldPacket;
import gateway.core.internal.hold.HeldPackets;
import gateway.core.internal.hold.HoldLimits;
import gateway.core.internal.hold.HoldReason;
import gateway.core.internal.hold.HoldingFlow;
import gateway.core.internal.hold.Settlement;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.policy.Delaying;
import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Verdict;
import java.util.function.Consumer;

/**
 * The station of delay (P2P-DISTO): what goes to far peers waits for a while, so that applications come to prefer near
 * ones by themselves. Each flow in its order; a packet for which there is no room is a case of {@code holdLimit}.
 * Packets that core has changed, and those that waited for another reason, go at once. One worker thread.
 */
final class FarDelay {
    /** A part of what a worker may hold; of each distance class as much. */
    private static final HoldLimits LIMITS =
        new HoldLimits(1024, 32L << 20, 256, 8L << 20, Delaying.MOST_MILLIS);

    private final Distances distances;
    private final Decisions decisions;
    private final Counters counters;
    private final HeldPackets far;
    private final HeldPackets farthest;
    private final Consumer<HeldPacket> farIsOver;
    private final Consumer<HeldPacket> farthestIsOver;

    FarDelay(Distances distances, Settlement settlement, Decisions decisions, Counters counters) {
        this.distances = distances;
        this.decisions = decisions;
        this.counters = counters;
        far = new HeldPackets(settlement, LIMITS);
        farthest = new HeldPackets(settlement, LIMITS);
        farIsOver = held -> far.settle(held, Verdict.ACCEPT, held.mark());
        farthestIsOver = held -> farthest.settle(held, Verdict.ACCEPT, held.mark());
    }

    /** Whether a flow's packets have to come here: the kernel cannot have it alone then. */
    boolean wants(ManagedFlow flow, long nowMillis) {
        return flow.ruling != null && flow.ruling.delays() && millis(flow, distances.of(flow, nowMillis)) > 0;
    }

    private static int millis(ManagedFlow flow, int distance) {
        Delaying delaying = flow.ruling.delaying().delaying();
        return distance == Distances.NEAR ? 0
            : distance == Distances.FAR ? delaying.farMillis() : delaying.farthestMillis();
    }

    /** A packet has its verdict: one that goes on to a far peer waits first. */
    void onPacket(ManagedFlow flow, Direction direction, RawPacket raw, Packet packet, long nowMillis) {
        if (raw.verdict != Verdict.ACCEPT || raw.replaced || flow.leadsInside(direction)
            || !wants(flow, nowMillis)) {
            return;
        }
        if (flow.delayed == null) {
            flow.delayed = new DelayedFlow();
        }
        int distance = distances.of(flow, nowMillis);
        HeldPackets held = distance == Distances.FAR ? far : farthest;
        int millis = millis(flow, distance);
        if (held.hold(flow.delayed, raw, packet, direction, HoldReason.DELAY, millis, false, nowMillis) != null) {
            counters.delayedPackets++;
        } else if (decisions.except(ExceptionCase.HOLD_LIMIT) != null) {
            raw.verdict = Verdict.DROP;
        }
    }

    /** Lets go what has waited long enough. */
    void onTimer(long nowMillis) {
        far.expire(nowMillis, farIsOver);
        farthest.expire(nowMillis, farthestIsOver);
    }

    /** How long nothing has to be let go, at most {@code most} milliseconds. */
    int waitMillis(long nowMillis, int most) {
        long next = Math.min(far.nextMillis(), farthest.nextMillis());
        return (int) Math.max(0, Math.min(most, next - nowMillis));
    }

    /** Lets go all at once. */
    void onStop() {
        onTimer(Long.MAX_VALUE);
    }

    /** The packets of one flow that wait here. They go on when their time is over, whatever becomes of the flow. */
    static final class DelayedFlow extends HoldingFlow {
    }
}
