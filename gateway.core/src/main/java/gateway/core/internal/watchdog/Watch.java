package gateway.core.internal.watchdog;

import gateway.core.internal.fence.BundleCode;
import gateway.core.internal.fence.Whereabouts;
import gateway.core.internal.watchdog.Judge.Stall;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the watchdog has seen of one loop. It is stuck where it has not turned for half a second and its thread has been
 * in one and the same call of a bundle all that time. Where it does get from call to call, or is busy by itself, it is
 * given longer: ending a hundred thousand flows takes its time and ends.
 */
final class Watch {
    private final Watched loop;
    private final SlowCalls slow = new SlowCalls();
    /** How often the thread was seen in each bundle since the loop last turned. */
    private final Map<BundleCode, Integer> seenIn = new IdentityHashMap<>();
    private long turns = -1;
    private long stoodNanos;
    private int looks;
    private boolean told;
    private long call = -1;
    private long callNanos;
    private long waitedNanos;
    private BundleCode seenInCall;
    private boolean severalInCall;

    Watch(Watched loop) {
        this.loop = loop;
    }

    /** @param passed nanoseconds since the last look, as far as they count */
    void look(long passed, List<Stall> stalls, Judge judge) {
        Whereabouts whereabouts = loop.whereabouts();
        BundleCode inside = whereabouts.inside();
        long calls = whereabouts.calls();
        slow.look(inside, calls, Math.max(0, passed - waited()), judge);
        long now = loop.turns();
        if (now != turns) {
            begin(now);
        } else {
            stoodNanos += passed;
            looks++;
        }
        noteCall(inside, calls, passed);
        if (told) {
            return;
        }
        if (callNanos >= Watchdog.STALL_NANOS) {
            tell(stalls, severalInCall ? whereabouts.outermost() : inside, callNanos);
        } else if (stoodNanos >= Watchdog.LONG_STALL_NANOS) {
            tell(stalls, mostSeen(), stoodNanos);
        }
    }

    /** Nanoseconds since the last look in which the thread had no processor: no bundle is to blame for them. */
    private long waited() {
        long before = waitedNanos;
        waitedNanos = loop.waitedNanos();
        return Math.max(0, waitedNanos - before);
    }

    private void begin(long now) {
        turns = now;
        stoodNanos = 0;
        looks = 0;
        told = false;
        seenIn.clear();
    }

    private void noteCall(BundleCode inside, long calls, long passed) {
        if (inside == null || calls != call) {
            callNanos = 0;
            seenInCall = inside;
            severalInCall = false;
        } else {
            callNanos += passed;
            severalInCall |= inside != seenInCall;
        }
        call = calls;
        if (inside != null) {
            seenIn.merge(inside, 1, Integer::sum);
        }
    }

    private void tell(List<Stall> stalls, BundleCode culprit, long nanos) {
        told = true;
        stalls.add(new Stall(loop, culprit, turns, TimeUnit.NANOSECONDS.toMillis(nanos)));
    }

    /** The bundle in which the thread was at half of the looks or more; null if there is none. */
    private BundleCode mostSeen() {
        BundleCode most = null;
        for (Map.Entry<BundleCode, Integer> seen : seenIn.entrySet()) {
            if (2 * seen.getValue() >= looks && (most == null || seen.getValue() > seenIn.get(most))) {
                most = seen.getKey();
            }
        }
        return most;
    }
}
