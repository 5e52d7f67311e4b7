package gateway.core.internal.pipeline;

import java.util.function.Consumer;

/** The last flows that ended, for a trial of other rules. One worker thread. */
public final class EndedFlows {
    /** How many are remembered. */
    public static final int BOUND = 2048;

    private final ManagedFlow[] flows = new ManagedFlow[BOUND];
    private int next;

    void add(ManagedFlow flow) {
        flows[next] = flow;
        next = (next + 1) % BOUND;
    }

    /**
     * Shows some of them, in no order.
     *
     * @param from the first place, 0 at the beginning
     * @param count how many places
     * @return the place to go on with; -1 after the last one
     */
    public int forEach(int from, int count, Consumer<? super ManagedFlow> visitor) {
        int end = Math.min(BOUND, from + count);
        for (int place = from; place < end; place++) {
            if (flows[place] != null) {
                visitor.accept(flows[place]);
            }
        }
        return end == BOUND ? -1 : end;
    }
}
