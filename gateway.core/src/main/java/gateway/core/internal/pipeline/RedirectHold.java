package gateway.core.internal.pipeline;

import gateway.api.packet.Direction;
import gateway.core.internal.hold.HeldPacket;
import gateway.core.internal.hold.HeldPackets;
import gateway.core.internal.hold.HoldLimits;
import gateway.core.internal.hold.HoldReason;
import gateway.core.internal.hold.HoldingFlow;
import gateway.core.internal.hold.Settlement;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.redirect.Redirections;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Verdict;

/**
 * The station of lists from whose peers a client is to be led away: they wait until the kernel does that, some
 * milliseconds, since a client connects to whom it is told of at once. One for which there is no room goes on. One
 * worker thread.
 */
final class RedirectHold {
    /** A kernel that takes longer is not waited for. */
    static final int MOST_MILLIS = 200;
    private static final int MOST = 256;
    private static final long MOST_BYTES = 16L << 20;
    private static final HoldLimits LIMITS = new HoldLimits(MOST, MOST_BYTES, MOST, MOST_BYTES, MOST_MILLIS);
    private static final HeldPackets.Choice LET_ON = new HeldPackets.Choice() {
        @Override
        public Verdict of(HeldPacket waiting) {
            return Verdict.ACCEPT;
        }

        @Override
        public int newMark(HeldPacket waiting) {
            return waiting.mark();
        }

        @Override
        public boolean change(RawPacket copy, Direction direction) {
            return false;
        }
    };

    private final Redirections redirections;
    private final HeldPackets held;
    private final Lists lists = new Lists();
    /** What all that wait here wait for. */
    private long change;

    /** All lists of this worker, of whatever flow. */
    private static final class Lists extends HoldingFlow {
    }

    /** @param redirections null where nobody redirects, as in captures */
    RedirectHold(Redirections redirections, Settlement settlement) {
        this.redirections = redirections;
        held = new HeldPackets(settlement, LIMITS);
    }

    /** A packet has its verdict, and redirections have begun with a list in it. */
    void onList(Direction direction, RawPacket raw, Packet packet, long nowMillis) {
        if (raw.verdict == Verdict.ACCEPT && held.hold(lists, raw, packet, direction, HoldReason.REDIRECT, MOST_MILLIS,
                false, nowMillis) != null) {
            change = redirections.asked();
        }
    }

    /** Lets all go once the kernel has done what was asked for, or the first has waited long enough. */
    void onTimer(long nowMillis) {
        if (held.packets() > 0 && (redirections.hasDone(change) || held.nextMillis() <= nowMillis)) {
            held.settle(lists, LET_ON);
        }
    }

    /** Nothing tells a worker that the kernel is done: it looks every millisecond. */
    int waitMillis(int most) {
        return held.packets() > 0 ? Math.min(1, most) : most;
    }

    /** Lets go all at once. */
    void onStop() {
        held.settle(lists, LET_ON);
    }
}
