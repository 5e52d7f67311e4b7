package gateway.core.internal.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Direction;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.TcpTalk;
import gateway.core.internal.flow.FlowTableRig.Plain;
import gateway.core.internal.packet.Packet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlowTableTest {
    private final FlowTableRig rig = new FlowTableRig(64);

    @Test
    void shouldFindAFlowFromEitherSide() {
        Plain flow = rig.see(CraftedPacket.udp(), 0);

        assertSame(flow, rig.find(CraftedPacket.udp()));
        assertSame(flow, rig.find(CraftedPacket.udp().back()));
        assertEquals(Direction.TO_SERVER, flow.directionOf(rig.decoded(CraftedPacket.udp())));
        assertEquals(Direction.TO_CLIENT, flow.directionOf(rig.decoded(CraftedPacket.udp().back())));
        assertEquals("192.0.2.1:40000", flow.client().toString());
        assertEquals("198.51.100.2:50000", flow.server().toString());
    }

    @Test
    void shouldTellFlowsApartByEveryPartOfTheTuple() {
        Plain flow = rig.see(CraftedPacket.udp(), 0);
        List<CraftedPacket> others = List.of(CraftedPacket.tcp(), CraftedPacket.udp().from("192.0.2.2", 40_000),
            CraftedPacket.udp().from("192.0.2.1", 40_001), CraftedPacket.udp().to("198.51.100.3", 50_000),
            CraftedPacket.udp().to("198.51.100.2", 50_001),
            CraftedPacket.udp().from("192.0.2.1", 50_000).to("198.51.100.2", 40_000),
            CraftedPacket.udp().from("2001:db8::1", 40_000).to("2001:db8::2", 50_000),
            CraftedPacket.udp().from("2001:db8:1::1", 40_000).to("2001:db8::2", 50_000));
        for (CraftedPacket other : others) {
            assertNull(rig.find(other));
            assertNotEquals(flow.id(), rig.see(other, 0).id());
        }
        assertEquals(1 + others.size(), rig.table.size());
    }

    @Test
    void shouldKnowTheDirectionsOfAHostThatTalksToItself() {
        CraftedPacket packet = CraftedPacket.udp().from("192.0.2.1", 1).to("192.0.2.1", 2);
        Plain flow = rig.see(packet, 0);

        assertEquals(Direction.TO_CLIENT, flow.directionOf(rig.decoded(packet.back())));
        assertSame(flow, rig.find(packet));
    }

    @Test
    void shouldGiveEveryFlowOfEveryWorkerAnIdOfItsOwn() {
        Set<Long> ids = new HashSet<>();
        for (int worker : new int[] {0, 1, 255}) {
            FlowTableRig one = new FlowTableRig(8, 1, worker);
            for (int port = 1; port <= 100; port++) {
                assertTrue(ids.add(one.see(CraftedPacket.udp().from("192.0.2.1", port), 0).id()));
            }
        }
        assertTrue(ids.stream().allMatch(id -> id > 0));
    }

    @Test
    void shouldHashBothDirectionsAlikeAndSpread() {
        Random random = new Random(7);
        FlowTableRig large = new FlowTableRig(20_000);
        for (int i = 0; i < 10_000; i++) {
            CraftedPacket packet = i % 2 == 0 ? CraftedPacket.tcp().from(v4(random), random.nextInt(65_536))
                .to(v4(random), random.nextInt(65_536))
                : CraftedPacket.udp().from(v6(random), random.nextInt(65_536)).to(v6(random), 53);
            Plain flow = large.see(packet, 0);
            assertSame(flow, large.find(packet.back()));
        }
        assertTrue(new HashSet<>(large.hashes).size() > 9_990);
    }

    /** Whoever may choose prefix and port could let one make up for the other, if the hash mixed them in one sum. */
    @Test
    void shouldNotLetAddressesMakeUpForPorts() {
        FlowTableRig large = new FlowTableRig(100_000);
        Packet packet = large.decoded(CraftedPacket.udp().from("2001:db8::1", 1).to("2001:db8::2", 2));
        long high = packet.sourceHigh;
        for (int port = 0; port < 65_536; port += 4) {
            packet.sourcePort = port;
            packet.sourceHigh = high - ((long) port << 48 | port);
            large.see(packet, 0);
        }
        assertTrue(new HashSet<>(large.hashes).size() > 16_300, "only " + new HashSet<>(large.hashes).size());
    }

    @Test
    void shouldHashDifferentlyUnderAnotherSeed() {
        FlowTableRig other = new FlowTableRig(64, 2, 0);
        for (int port = 1; port <= 20; port++) {
            rig.see(CraftedPacket.udp().from("192.0.2.1", port), 0);
            other.see(CraftedPacket.udp().from("192.0.2.1", port), 0);
        }
        assertTrue(new HashSet<>(rig.hashes).stream().noneMatch(other.hashes::contains));
    }

    @Test
    void shouldNeverHoldMoreThanItsBound() {
        for (int port = 0; port < 1000; port++) {
            assertNotNull(rig.see(CraftedPacket.udp().from("192.0.2.1", port), port));
            assertTrue(rig.table.size() <= 64);
        }
        assertEquals(64, rig.table.size());
        assertEquals(936, rig.ended.size());
        assertEquals(1000, rig.table.created());
    }

    @Test
    void shouldLetAFloodDriveOutItsOwnFlowsOnly() {
        for (int port = 1; port <= 40; port++) {
            establish(port, 0);
        }
        for (int i = 0; i < 10_000; i++) {
            rig.see(CraftedPacket.tcp().from("203.0.113." + i % 250, i).flags(Packet.SYN), 10);
        }
        for (int port = 1; port <= 40; port++) {
            assertNotNull(rig.find(new TcpTalk("192.0.2.1", port, "198.51.100.2", 80).clientAck()), "port " + port);
        }
        assertEquals(64, rig.table.size());
    }

    @Test
    void shouldLetClosedFlowsGoFirstThenTheOldestOneSided() {
        FlowTableRig small = new FlowTableRig(3);
        small.see(CraftedPacket.udp().from("192.0.2.1", 1), 0);
        small.see(CraftedPacket.udp().from("192.0.2.1", 2), 0);
        small.see(CraftedPacket.tcp().from("192.0.2.1", 3).flags(Packet.RST), 0);
        small.see(CraftedPacket.udp().from("192.0.2.1", 4), 1);
        small.see(CraftedPacket.udp().from("192.0.2.1", 5), 1);

        assertEquals(List.of(3, 1), small.ended.stream().map(TrackedFlow::clientPort).toList());
    }

    @Test
    void shouldRefuseANewFlowWhereNoneMayGo() {
        FlowTableRig small = new FlowTableRig(2);
        for (int port = 1; port <= 2; port++) {
            small.see(CraftedPacket.udp().from("192.0.2.1", port), 0);
            small.see(CraftedPacket.udp().from("192.0.2.1", port).back(), 0);
        }

        assertNull(small.see(CraftedPacket.udp().from("192.0.2.1", 3), 1));
        assertEquals(1, small.table.refused());
        assertEquals(2, small.table.size());
        small.table.expire(100_000, 1);
        assertNotNull(small.see(CraftedPacket.udp().from("192.0.2.1", 3), 100_000));
    }

    @Test
    void shouldForgetEachKindAtItsTime() {
        rig.see(CraftedPacket.udp().from("192.0.2.1", 1), 0);
        rig.see(CraftedPacket.udp().from("192.0.2.1", 2), 0);
        rig.see(CraftedPacket.udp().from("192.0.2.1", 2).back(), 0);
        establish(3, 0);
        establish(4, 0);
        rig.see(new TcpTalk("192.0.2.1", 4, "198.51.100.2", 80).clientAck().flags(Packet.RST), 0);
        rig.see(CraftedPacket.tcp().from("192.0.2.1", 5).flags(Packet.SYN), 0);

        assertEquals(List.of(), expiredAt(799));
        assertEquals(List.of(4), expiredAt(850));
        assertEquals(List.of(), expiredAt(1_599));
        assertEquals(List.of(1, 5), expiredAt(1_700));
        assertEquals(List.of(), expiredAt(7_999));
        assertEquals(List.of(2), expiredAt(8_500));
        assertEquals(List.of(), expiredAt(15_999));
        assertEquals(List.of(3), expiredAt(17_000));
    }

    @Test
    void shouldNotForgetAFlowWithinItsTimeHoweverItsPacketsCome() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            FlowTableRig one = new FlowTableRig(4);
            long now = 0;
            for (int i = 0; i < 20; i++) {
                one.see(CraftedPacket.udp(), now);
                long last = now;
                now += random.nextInt(1_600);
                one.table.expire(now, 10);
                assertEquals(1, one.table.size(), "silent for " + (now - last));
            }
            one.table.expire(now + 1_700, 10);
            assertEquals(0, one.table.size());
        }
    }

    @Test
    void shouldNotKeepAFlowLongerThanASixteenthOverItsTime() {
        rig.see(CraftedPacket.udp(), 0);
        rig.see(CraftedPacket.udp(), 90);
        rig.table.expire(90 + 1_700, 10);

        assertEquals(0, rig.table.size());
    }

    @Test
    void shouldExpireAtMostAsManyAsAsked() {
        for (int port = 1; port <= 50; port++) {
            rig.see(CraftedPacket.udp().from("192.0.2.1", port), 0);
        }
        assertEquals(20, rig.table.expire(100_000, 20));
        assertEquals(30, rig.table.size());
        assertEquals(30, rig.table.expire(100_000, 100));
        assertEquals(0, rig.table.expire(100_000, 100));
    }

    @Test
    void shouldSurviveAClockThatGoesBack() {
        rig.see(CraftedPacket.udp().from("192.0.2.1", 1), 10_000);
        rig.see(CraftedPacket.udp().from("192.0.2.1", 1), 5_000);
        rig.see(CraftedPacket.udp().from("192.0.2.1", 2), 4_000);
        assertEquals(0, rig.table.expire(4_500, 10));
        assertEquals(2, rig.table.expire(20_000, 10));
    }

    @Test
    void shouldShowEveryFlowOnceAndTellOfAllWhenCleared() {
        for (int port = 1; port <= 30; port++) {
            establish(port, 0);
            rig.see(CraftedPacket.udp().from("192.0.2.1", port), 0);
        }
        Set<Long> shown = new HashSet<>();
        rig.table.forEach(flow -> assertTrue(shown.add(flow.id())));
        assertEquals(60, shown.size());

        rig.table.clear();
        assertEquals(60, rig.ended.size());
        assertEquals(0, rig.table.size());
        rig.table.forEach(flow -> {
            throw new AssertionError("nothing is left");
        });
    }

    private void establish(int port, long now) {
        TcpTalk talk = new TcpTalk("192.0.2.1", port, "198.51.100.2", 80);
        rig.see(talk.syn(), now);
        rig.see(talk.synAck(), now);
        rig.see(talk.clientAck(), now);
    }

    private List<Integer> expiredAt(long now) {
        rig.ended.clear();
        rig.table.expire(now, 100);
        return rig.ended.stream().map(TrackedFlow::clientPort).sorted().toList();
    }

    private static String v4(Random random) {
        return "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
    }

    private static String v6(Random random) {
        return "2001:db8:" + Integer.toHexString(random.nextInt(65_536)) + "::"
            + Integer.toHexString(random.nextInt(65_536));
    }
}
