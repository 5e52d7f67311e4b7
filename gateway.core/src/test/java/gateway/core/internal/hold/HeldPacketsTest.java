package gateway.core.internal.hold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Direction;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeldPacketsTest {
    private static final HoldLimits LIMITS = new HoldLimits(6, 5000, 4, 3000, 1000);

    private final List<String> settled = new ArrayList<>();
    private final Settlement settlement = new Settlement() {
        @Override
        public void settle(int queue, int id, Verdict verdict) {
            settled.add(verdict + " " + queue + "/" + id);
        }

        @Override
        public void settle(int queue, int id, Verdict verdict, int newMark) {
            settled.add(verdict + " " + queue + "/" + id + " mark " + newMark);
        }

        @Override
        public void settle(RawPacket changed) {
            settled.add(changed.verdict + " " + changed.queue + "/" + changed.id + " changed");
        }
    };
    private HeldPackets held = new HeldPackets(settlement, LIMITS);
    private int ids;

    private static final class SomeFlow extends HoldingFlow {
    }

    private HeldPacket hold(HoldingFlow flow, int length, long millis, long now) {
        RawPacket raw = new RawPacket();
        raw.queue = 1;
        raw.id = ++ids;
        raw.length = length;
        HeldPacket packet = held.hold(flow, raw, new Packet(), Direction.TO_CLIENT, HoldReason.SCAN, millis, false,
            now);
        assertEquals(packet == null ? Verdict.ACCEPT : Verdict.HOLD, raw.verdict);
        return packet;
    }

    private void settleAll(HoldingFlow flow, Verdict verdict) {
        while (flow.first != null) {
            held.settle(flow.first, verdict);
        }
    }

    @Test
    void shouldSettleAFlowInTheOrderInWhichItsPacketsCame() {
        SomeFlow flow = new SomeFlow();
        hold(flow, 100, 500, 0);
        hold(flow, 100, 100, 0);
        hold(new SomeFlow(), 100, 100, 0);
        settleAll(flow, Verdict.ACCEPT);
        assertEquals(List.of("ACCEPT 1/1", "ACCEPT 1/2"), settled);
        assertEquals(1, held.packets());
        assertEquals(100, held.bytes());
        assertNull(flow.first);
    }

    @Test
    void shouldRefuseBeyondEachBound() {
        SomeFlow flow = new SomeFlow();
        for (int i = 0; i < 4; i++) {
            assertNotNull(hold(flow, 10, 500, 0));
        }
        assertNull(hold(flow, 10, 500, 0), "packets of a flow");
        SomeFlow other = new SomeFlow();
        assertNotNull(hold(other, 3000, 500, 0));
        assertNull(hold(other, 1, 500, 0), "bytes of a flow");
        assertNull(hold(new SomeFlow(), 2000, 500, 0), "bytes");
        assertNotNull(hold(new SomeFlow(), 10, 500, 0));
        assertNull(hold(new SomeFlow(), 10, 500, 0), "packets");
        assertEquals(4, held.refused());
    }

    @Test
    void shouldHandOverWhatIsOverdueEarliestFirst() {
        SomeFlow flow = new SomeFlow();
        hold(flow, 10, 900, 0);
        hold(flow, 10, 100, 0);
        hold(flow, 10, 5000, 0);
        List<Integer> overdue = new ArrayList<>();
        held.expire(99, packet -> overdue.add(packet.id));
        held.expire(950, packet -> overdue.add(packet.id));
        assertEquals(List.of(2, 1), overdue);
        assertEquals(List.of("DROP 1/2", "DROP 1/1"), settled, "nobody else settled them");
        held.expire(1000, packet -> held.settle(packet, Verdict.REPEAT, 7));
        assertEquals("REPEAT 1/3 mark 7", settled.get(2), "the general bound comes before a longer wish");
        assertEquals(0, flow.packets);
    }

    @Test
    void shouldUsePlacesAgain() {
        SomeFlow flow = new SomeFlow();
        HeldPacket first = hold(flow, 10, 100, 0);
        held.settle(first, Verdict.ACCEPT);
        assertSame(first, hold(flow, 10, 100, 0));
    }

    @Test
    void shouldSettleEveryPacketOnce() {
        held = new HeldPackets(settlement, new HoldLimits(100, 1 << 20, 30, 1 << 20, 1000));
        Random random = new Random(3);
        List<SomeFlow> flows = List.of(new SomeFlow(), new SomeFlow(), new SomeFlow(), new SomeFlow());
        int taken = 0;
        for (int now = 0; now < 5000; now++) {
            SomeFlow flow = flows.get(random.nextInt(4));
            switch (random.nextInt(8)) {
                case 0 -> settleAll(flow, Verdict.DROP);
                case 1 -> held.expire(now, packet -> settleAll(packet.flow(), Verdict.ACCEPT));
                case 2 -> {
                    if (flow.first != null && flow.first.next != null) {
                        held.settle(flow.first.next, Verdict.ACCEPT);
                    }
                }
                default -> taken += hold(flow, 10, random.nextInt(300), now) == null ? 0 : 1;
            }
            assertEquals(taken - settled.size(), held.packets());
        }
        flows.forEach(flow -> settleAll(flow, Verdict.ACCEPT));
        Set<String> ids = new HashSet<>();
        settled.forEach(line -> assertTrue(ids.add(line.substring(line.indexOf(' '))), line));
        assertEquals(taken, ids.size());
        assertEquals(0, held.bytes());
    }
}
