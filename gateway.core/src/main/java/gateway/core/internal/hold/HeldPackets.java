package gateway.core.internal.hold;

import gateway.api.packet.Direction;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Verdict;
import java.util.function.Consumer;

/**
 * All packets that one worker holds: per flow in the order in which they came, bounded in number, bytes and time. Every
 * packet that was taken in is settled once: let on, dropped, or when its flow ends. One worker thread; nothing but
 * copies is allocated once as many packets were held as ever are at a time.
 */
public final class HeldPackets {
    private final Settlement settlement;
    private final HoldLimits limits;
    /** Deadlines differ by reason, so the list is sorted as it is filled: nearly always at its end. */
    private HeldPacket earliest;
    private HeldPacket latest;
    private HeldPacket spare;
    private int packets;
    private long bytes;
    private long refused;

    /** Nothing held yet. */
    public HeldPackets(Settlement settlement, HoldLimits limits) {
        this.settlement = settlement;
        this.limits = limits;
    }

    /**
     * Holds the packet that is being handed over, if the bounds allow it; it answers {@link Verdict#HOLD} then.
     *
     * @param millis how long at most, if that is less than the general bound
     * @param changing whether it may be changed before it goes on, so that a copy of it is needed
     * @return null where a bound is met: the exception policy {@code holdLimit} says what happens then
     */
    public HeldPacket hold(HoldingFlow flow, RawPacket raw, Packet packet, Direction direction, HoldReason reason,
                           long millis, boolean changing, long nowMillis) {
        if (packets == limits.packets() || bytes + raw.length > limits.bytes()
            || flow.packets == limits.flowPackets() || flow.bytes + raw.length > limits.flowBytes()) {
            refused++;
            return null;
        }
        HeldPacket held = blank();
        held.flow = flow;
        held.queue = raw.queue;
        held.id = raw.id;
        held.mark = raw.setMark ? raw.newMark : raw.mark;
        held.length = raw.length;
        held.sequence = packet.sequence;
        held.payloadLength = packet.payloadLength;
        held.direction = direction;
        held.reason = reason;
        held.copy = changing || raw.replaced ? raw.copy() : null;
        held.deadlineMillis = nowMillis + Math.min(millis, limits.millis());
        addToFlow(flow, held);
        addByDeadline(held);
        packets++;
        bytes += raw.length;
        raw.verdict = Verdict.HOLD;
        return held;
    }

    /** Lets a packet on its way, or drops it, with the mark that it has. */
    public void settle(HeldPacket held, Verdict verdict) {
        settlement.settle(held.queue, held.id, verdict);
        remove(held);
    }

    /** The same with a new mark. */
    public void settle(HeldPacket held, Verdict verdict, int newMark) {
        settlement.settle(held.queue, held.id, verdict, newMark);
        remove(held);
    }

    /** What becomes of one packet of several. */
    public interface Choice {
        /** Its verdict; {@link Verdict#HOLD} if it goes on waiting. */
        Verdict of(HeldPacket waiting);

        /** The whole mark that it gets. */
        int newMark(HeldPacket waiting);

        /** Changes the copy of a packet that is let on, if there is something to change; says whether it did. */
        boolean change(RawPacket copy, Direction direction);
    }

    /** Asks about each packet that a flow holds, in their order. */
    public void settle(HoldingFlow flow, Choice choice) {
        for (HeldPacket held = flow.first; held != null;) {
            HeldPacket following = held.next;
            Verdict verdict = choice.of(held);
            if (verdict == Verdict.ACCEPT && held.copy != null
                && (choice.change(held.copy, held.direction) || held.copy.replaced)) {
                settleChanged(held, choice.newMark(held));
            } else if (verdict != Verdict.HOLD) {
                settle(held, verdict, choice.newMark(held));
            }
            held = following;
        }
    }

    private void settleChanged(HeldPacket held, int newMark) {
        held.copy.verdict = Verdict.ACCEPT;
        held.copy.setMark = true;
        held.copy.newMark = newMark;
        settlement.settle(held.copy);
        remove(held);
    }

    /**
     * Hands packets whose time is over to {@code overdue}, which settles them or their flow: the exception policy
     * {@code holdTimeout}. One that is not settled by it is dropped.
     */
    public void expire(long nowMillis, Consumer<HeldPacket> overdue) {
        while (earliest != null && earliest.deadlineMillis <= nowMillis) {
            HeldPacket held = earliest;
            overdue.accept(held);
            if (earliest == held) {
                settle(held, Verdict.DROP);
            }
        }
    }

    /** When the next packet's time is over; {@link Long#MAX_VALUE} where none is held. */
    public long nextMillis() {
        return earliest == null ? Long.MAX_VALUE : earliest.deadlineMillis;
    }

    /** How many packets are held. */
    public int packets() {
        return packets;
    }

    /** Their bytes, headers included. */
    public long bytes() {
        return bytes;
    }

    /** How often a bound was met. */
    public long refused() {
        return refused;
    }

    private HeldPacket blank() {
        HeldPacket held = spare;
        if (held == null) {
            return new HeldPacket();
        }
        spare = held.next;
        held.next = null;
        return held;
    }

    private static void addToFlow(HoldingFlow flow, HeldPacket held) {
        if (flow.first == null) {
            flow.first = held;
        } else {
            flow.last.next = held;
        }
        flow.last = held;
        flow.packets++;
        flow.bytes += held.length;
    }

    private void addByDeadline(HeldPacket held) {
        HeldPacket before = latest;
        while (before != null && before.deadlineMillis > held.deadlineMillis) {
            before = before.earlier;
        }
        held.earlier = before;
        held.later = before == null ? earliest : before.later;
        if (held.later == null) {
            latest = held;
        } else {
            held.later.earlier = held;
        }
        if (before == null) {
            earliest = held;
        } else {
            before.later = held;
        }
    }

    private void remove(HeldPacket held) {
        packets--;
        bytes -= held.length;
        removeFromFlow(held.flow, held);
        if (held.earlier == null) {
            earliest = held.later;
        } else {
            held.earlier.later = held.later;
        }
        if (held.later == null) {
            latest = held.earlier;
        } else {
            held.later.earlier = held.earlier;
        }
        held.earlier = null;
        held.later = null;
        held.flow = null;
        held.copy = null;
        held.next = spare;
        spare = held;
    }

    private static void removeFromFlow(HoldingFlow flow, HeldPacket held) {
        flow.packets--;
        flow.bytes -= held.length;
        HeldPacket before = null;
        for (HeldPacket at = flow.first; at != held; at = at.next) {
            before = at;
        }
        if (before == null) {
            flow.first = held.next;
        } else {
            before.next = held.next;
        }
        if (flow.last == held) {
            flow.last = before;
        }
    }
}
