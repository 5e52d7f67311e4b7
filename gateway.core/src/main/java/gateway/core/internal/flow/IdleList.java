package gateway.core.internal.flow;

/**
 * The flows of one kind in the order in which they were last heard of, to find the idle ones without looking at the
 * others. A flow moves to the young end only when it was listed a sixteenth of the timeout ago, so that busy flows
 * cost nothing; a flow is thus found between one and 17/16 timeouts after its last packet.
 */
final class IdleList {
    private final long timeoutMillis;
    private final long granularityMillis;
    private TrackedFlow oldest;
    private TrackedFlow newest;
    private int size;

    IdleList(long timeoutMillis) {
        this.timeoutMillis = timeoutMillis;
        this.granularityMillis = timeoutMillis / 16;
    }

    void add(TrackedFlow flow, long nowMillis) {
        flow.idleList = this;
        flow.listedMillis = nowMillis;
        flow.newer = null;
        flow.older = newest;
        if (newest == null) {
            oldest = flow;
        } else {
            newest.newer = flow;
        }
        newest = flow;
        size++;
    }

    void remove(TrackedFlow flow) {
        if (flow.older == null) {
            oldest = flow.newer;
        } else {
            flow.older.newer = flow.newer;
        }
        if (flow.newer == null) {
            newest = flow.older;
        } else {
            flow.newer.older = flow.older;
        }
        flow.older = null;
        flow.newer = null;
        flow.idleList = null;
        size--;
    }

    void touch(TrackedFlow flow, long nowMillis) {
        if (nowMillis - flow.listedMillis > granularityMillis) {
            remove(flow);
            add(flow, nowMillis);
        }
    }

    /** The flow that was listed longest ago, if its time is over; null if not. */
    TrackedFlow expired(long nowMillis) {
        return oldest != null && nowMillis - oldest.listedMillis >= timeoutMillis + granularityMillis ? oldest : null;
    }

    TrackedFlow oldest() {
        return oldest;
    }

    int size() {
        return size;
    }
}
