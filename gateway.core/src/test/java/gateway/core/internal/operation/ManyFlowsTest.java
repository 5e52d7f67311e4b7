package gateway.core.internal.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.operation.FlowPage;
import gateway.api.operation.FlowQuery;
import gateway.api.operation.FlowQuery.Order;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.source.RawPacket;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hundred thousand flows are looked at without keeping a packet waiting. */
@Timeout(120)
class ManyFlowsTest {
    private static final int FLOWS = 100_000;
    /** A tenth of a core, asked every two seconds. */
    private static final long MOST_CPU_NANOS = 200_000_000;

    private static void fill(WorkingGateway gateway) throws Exception {
        gateway.tell(gateway.proxies.get(0), pipeline -> {
            RawPacket raw = CraftedPacket.udp().payload("nobody knows").raw();
            int start = raw.offset;
            for (int i = 0; i < FLOWS; i++) {
                raw.bytes.putInt(start + 12, 0xc0000200 | i & 0xff);
                raw.bytes.putShort(start + 20, (short) (i >>> 8 | 0x4000));
                raw.reset();
                pipeline.onPacket(raw);
            }
        });
    }

    @Test
    void shouldGoBackToPacketsWhenASliceIsOver() throws Exception {
        try (WorkingGateway gateway = new WorkingGateway(2 * FLOWS)) {
            fill(gateway);
            // On this clock, every look at it takes a tenth of a slice.
            AtomicLong now = new AtomicLong();
            LiveFlows flows = new LiveFlows(gateway.standing, () -> now.addAndGet(FlowWalk.SLICE_NANOS / 10));
            int before = gateway.polls(0);

            FlowPage page = flows.find(new FlowQuery("", "", Order.BYTES, true, 10));

            assertEquals(FLOWS, page.total());
            int buckets = 1 << 18;
            assertTrue(gateway.polls(0) - before >= buckets / FlowWalk.STEP / 10,
                "went to look for packets only " + (gateway.polls(0) - before) + " times");
        }
    }

    @Test
    void shouldCostLessThanATenthOfACoreEveryTwoSeconds() throws Exception {
        try (WorkingGateway gateway = new WorkingGateway(1_000_000)) {
            fill(gateway);
            LiveFlows flows = new LiveFlows(gateway.standing, System::nanoTime);
            FlowQuery query = new FlowQuery("2.7", "", Order.RATE, true, 1000);
            for (int i = 0; i < 5; i++) {
                flows.find(query);
            }
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
                long before = cpu(threads, gateway);
                FlowPage page = flows.find(query);
                best = Math.min(best, cpu(threads, gateway) - before);
                assertEquals(FLOWS, page.total());
                assertEquals(1000, page.flows().size());
            }
            System.out.printf("find over %d flows: %.1f ms of processor time%n", FLOWS, best / 1e6);
            assertTrue(best < MOST_CPU_NANOS, best + " ns of processor time");
        }
    }

    private static long cpu(ThreadMXBean threads, WorkingGateway gateway) {
        return threads.getThreadCpuTime(gateway.threads.get(0).getId()) + threads.getCurrentThreadCpuTime();
    }
}
