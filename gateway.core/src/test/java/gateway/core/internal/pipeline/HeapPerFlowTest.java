package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.source.RawPacket;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/**
 * Measures what a flow costs on the heap, with everything that hangs on it and its share of the table: at most 1 KB.
 * Memory for heads is outside of the heap and has a bound of its own.
 */
class HeapPerFlowTest {
    private static final int FLOWS = 200_000;
    private static final int BOUND = 1024;

    private final FakeParser chat = FakeParser.of("chat", "HELO");
    private PipelineRig rig;

    @Test
    void shouldKeepHalfOpenConnectionsSmall() {
        assertBounded(measure("other", CraftedPacket.tcp().flags(Packet.SYN)));
    }

    @Test
    void shouldKeepUndecidedFlowsSmall() {
        assertBounded(measure("other", CraftedPacket.udp().payload("unknown bytes")));
    }

    @Test
    void shouldKeepOffloadedFlowsThatTheKernelReportsOnSmall() {
        long before = used();
        begin("other");
        send(CraftedPacket.udp().payload("HELO").raw());
        rig.pipeline.flows().forEach(flow -> rig.pipeline.onKernelCounters(flow, 10, 1000, 10, 1000, 0));
        assertBounded((used() - before) / FLOWS);
    }

    @Test
    void shouldKeepRefusedFlowsSmall() {
        assertBounded(measure("chat", CraftedPacket.udp().payload("HELO")));
    }

    private long measure(String blocked, CraftedPacket packet) {
        long before = used();
        begin(blocked);
        send(packet.raw());
        return (used() - before) / FLOWS;
    }

    private void begin(String blocked) {
        rig = new PipelineRig(FLOWS, chat).block(blocked);
    }

    /** The same packet from ever other ports and addresses; marks and sets of the kernel are left out. */
    private void send(RawPacket raw) {
        for (int i = 0; i < FLOWS; i++) {
            raw.reset();
            raw.bytes.putInt(raw.offset + 12, 0x0a00_0000 + (i >>> 8));
            raw.bytes.putShort(raw.offset + 20, (short) (1000 + (i & 0xff)));
            rig.pipeline.onPacket(raw);
            rig.heard.clear();
            rig.kernel.keptOut.clear();
        }
        assertEquals(FLOWS, rig.pipeline.flows().size());
        chat.heard.clear();
    }

    private void assertBounded(long bytes) {
        assertEquals(FLOWS, rig.pipeline.flows().size());
        assertTrue(bytes > 100 && bytes <= BOUND, bytes + " bytes a flow");
    }

    private static long used() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
