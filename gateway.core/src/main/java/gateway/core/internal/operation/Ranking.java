package gateway.core.internal.operation;

import gateway.api.operation.FlowQuery.Order;
import gateway.core.internal.pipeline.ManagedFlow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The best few of many flows. What they are sorted by is taken down when a flow is offered, since flows change while a
 * walk goes on. Allocates nothing for a flow that is not among the best so far.
 */
final class Ranking {
    private static final long SECOND = 1000;
    private static final int SCALE = 1024;

    private final Order order;
    private final int limit;
    private final long nowMillis;
    private final Comparator<Entry> bestFirst;
    /** The worst on top. */
    private final PriorityQueue<Entry> best;
    private Entry scratch = new Entry();

    /**
     * @param limit how many
     * @param nowMillis on the workers' clock
     */
    Ranking(Order order, boolean descending, int limit, long nowMillis) {
        this.order = order;
        this.limit = limit;
        this.nowMillis = nowMillis;
        Comparator<Entry> ascending = Comparator.comparing((Entry entry) -> entry.text)
            .thenComparing((a, b) -> Long.compareUnsigned(a.high, b.high))
            .thenComparing((a, b) -> Long.compareUnsigned(a.low, b.low));
        // Equal ones in the order in which they began, so that a page that is asked again looks the same.
        bestFirst = (descending ? ascending.reversed() : ascending)
            .thenComparing(entry -> entry.flow, Comparator.comparingLong(ManagedFlow::id));
        best = new PriorityQueue<>(bestFirst.reversed());
    }

    /** Takes the flow in if it is among the best so far. */
    void offer(ManagedFlow flow) {
        fill(scratch, flow);
        if (best.size() < limit) {
            best.add(scratch);
            scratch = new Entry();
        } else if (bestFirst.compare(scratch, best.peek()) < 0) {
            Entry worst = best.poll();
            best.add(scratch);
            scratch = worst;
        }
    }

    /** The best, the very best first. */
    List<ManagedFlow> flows() {
        List<Entry> sorted = new ArrayList<>(best);
        Collections.sort(sorted, bestFirst);
        return sorted.stream().map(entry -> entry.flow).toList();
    }

    private void fill(Entry entry, ManagedFlow flow) {
        entry.flow = flow;
        entry.text = "";
        entry.high = 0;
        switch (order) {
            case BYTES -> entry.low = Lines.bytes(flow);
            case RATE -> entry.low = Lines.bytes(flow) * SCALE / Math.max(SECOND, nowMillis - flow.startedMillis());
            case STARTED -> entry.low = flow.startedMillis();
            case LAST -> entry.low = flow.lastMillis();
            case APPLICATION -> {
                entry.text = Lines.application(flow);
                entry.low = 0;
            }
            case CLIENT -> {
                entry.high = flow.clientHigh();
                entry.low = flow.clientLow();
            }
            default -> {
                entry.high = flow.serverHigh();
                entry.low = flow.serverLow();
            }
        }
    }

    private static final class Entry {
        private ManagedFlow flow;
        private String text;
        private long high;
        private long low;
    }
}
