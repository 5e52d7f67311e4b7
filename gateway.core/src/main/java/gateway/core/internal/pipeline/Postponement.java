package gateway.core.internal.pipeline;

import gateway.api.packet.Direction;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.source.RawPacket;

/** The stations behind all others: packets that have their verdict, and go on a little later. One worker thread. */
final class Postponement {
    private final FarDelay delay;
    private final Redirecting redirecting;
    private final RedirectHold lists;

    Postponement(FarDelay delay, Redirecting redirecting, RedirectHold lists) {
        this.delay = delay;
        this.redirecting = redirecting;
        this.lists = lists;
    }

    /** Whether a flow's packets have to come here: the kernel cannot have it alone then. */
    boolean wants(ManagedFlow flow, long nowMillis) {
        return delay.wants(flow, nowMillis);
    }

    /** A packet has its verdict, its mark and its bytes. */
    void onPacket(ManagedFlow flow, Direction direction, RawPacket raw, Packet packet, long nowMillis) {
        delay.onPacket(flow, direction, raw, packet, nowMillis);
        if (redirecting.haveBegun()) {
            lists.onList(direction, raw, packet, nowMillis);
        }
    }

    /** Lets go what has waited long enough. */
    void onTimer(long nowMillis) {
        delay.onTimer(nowMillis);
        lists.onTimer(nowMillis);
    }

    /** How long nothing has to be let go, at most {@code most} milliseconds. */
    int waitMillis(long nowMillis, int most) {
        return lists.waitMillis(delay.waitMillis(nowMillis, most));
    }

    /** Lets go all at once. */
    void onStop() {
        delay.onStop();
        lists.onStop();
    }
}
