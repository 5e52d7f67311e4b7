package gateway.core.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the rules do to packets. Nobody listens on the queues, so what is queued passes by the bypass; what a verdict
 * would set, a rule in front sets. As root.
 */
@Timeout(60)
class KernelRulesPacketsTest {
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final RuleSettings FIRST = new RuleSettings(0, 1, true, 1);

    private TestNetwork network;
    private ConnectionCache cache;
    private ConnectionCacheWriter writer;
    private KernelRules rules;

    @BeforeEach
    void open() throws IOException {
        network = new TestNetwork();
        cache = new ConnectionCache(network.gateway);
        cache.create(100);
        writer = cache.writer();
        rules = new KernelRules(network.onGateway, Set.of(Family.values()));
        rules.apply(FIRST);
    }

    @AfterEach
    void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
        if (cache != null) {
            cache.close();
        }
        if (network != null) {
            network.close();
        }
    }

    private static String client(Family family) {
        return family == Family.V4 ? TestNetwork.CLIENT : TestNetwork.CLIENT6;
    }

    private static String server(Family family) {
        return family == Family.V4 ? TestNetwork.SERVER : TestNetwork.SERVER6;
    }

    private void refuse(int protocol, Family family, int port) {
        IpAddress client = IpAddress.parse(client(family)).orElseThrow();
        IpAddress server = IpAddress.parse(server(family)).orElseThrow();
        assertTrue(writer.add(protocol, client.high(), client.low(), server.high(), server.low(), port, 600));
    }

    private void iptables(Family family, String rule) throws IOException {
        network.onGateway.run("", family.command(), rule.split(" "));
    }

    /** Stands for a verdict with this mark on every UDP packet. */
    private void mark(Family family, String appendOrDelete, int bits) throws IOException {
        iptables(family, "-t mangle " + appendOrDelete + " PREROUTING -p udp -j MARK --set-xmark " + bits + "/"
            + Marks.MASK);
    }

    private DatagramChannel atClient(Family family, int port) throws Exception {
        return TestNetwork.datagrams(network.client, client(family), port);
    }

    private DatagramChannel atServer(Family family, int port) throws Exception {
        return TestNetwork.datagrams(network.server, server(family), port);
    }

    private static void assertPasses(DatagramChannel from, DatagramChannel to) throws IOException {
        InetSocketAddress target = (InetSocketAddress) to.getLocalAddress();
        TestNetwork.send(from, target.getAddress().getHostAddress(), target.getPort());
        assertNotNull(TestNetwork.receive(to), from + " to " + to);
    }

    private static void assertDropped(DatagramChannel from, DatagramChannel to) throws IOException {
        InetSocketAddress target = (InetSocketAddress) to.getLocalAddress();
        TestNetwork.send(from, target.getAddress().getHostAddress(), target.getPort());
        assertTrue(TestNetwork.staysSilent(to), from + " to " + to);
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldRefuseNewTcpConnectionsOnly(Family family) throws Exception {
        String server = server(family);
        try (ServerSocketChannel refused = TestNetwork.listen(network.server, server, 6881);
             ServerSocketChannel other = TestNetwork.listen(network.server, server, 80);
             SocketChannel established = TestNetwork.connect(network.client, server, 6881);
             SocketChannel accepted = refused.accept()) {
            refuse(TCP, family, 6881);

            assertTrue(TestNetwork.isRefused(network.client, server, 6881));
            TestNetwork.connect(network.client, server, 80).close();
            TestNetwork.connect(network.gateway, server, 6881).close();
            established.write(ByteBuffer.wrap(new byte[] {42}));
            ByteBuffer one = ByteBuffer.allocate(1);
            assertEquals(1, accepted.read(one));
        }
        assertTrue(rules.counters().refusedNew() > 0);
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldRefuseDatagramsOfNewConnectionsOnly(Family family) throws Exception {
        try (DatagramChannel there = atServer(family, 6881); DatagramChannel elsewhere = atServer(family, 53);
             DatagramChannel answered = atClient(family, 4001); DatagramChannel offloaded = atClient(family, 4002);
             DatagramChannel next = atClient(family, 4003)) {
            assertPasses(answered, there);
            assertPasses(there, answered);
            mark(family, "-A", Marks.bits(Marks.ACCEPT, 1));
            assertPasses(offloaded, there);
            mark(family, "-D", Marks.bits(Marks.ACCEPT, 1));

            refuse(UDP, family, 6881);

            assertDropped(next, there);
            assertDropped(next, there);
            assertPasses(next, elsewhere);
            assertPasses(answered, there);
            assertPasses(offloaded, there);
        }
        assertEquals(2, rules.counters().refusedNew());
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldKeepRefusingWhatOneRepeatedPacketRefused(Family family) throws Exception {
        try (DatagramChannel there = atServer(family, 6881); DatagramChannel here = atClient(family, 4001);
             DatagramChannel other = atClient(family, 4002)) {
            assertPasses(here, there);
            assertPasses(there, here);
            mark(family, "-A", Marks.bits(Marks.DROP, 1));
            assertDropped(here, there);
            mark(family, "-D", Marks.bits(Marks.DROP, 1));

            assertDropped(here, there);
            assertDropped(there, here);
            assertPasses(other, there);
            assertEquals(3, rules.counters().refused());
        }
    }

    @Test
    void shouldAskAgainUnderANewPolicy() throws Exception {
        try (DatagramChannel there = atServer(Family.V4, 6881); DatagramChannel here = atClient(Family.V4, 4001)) {
            assertPasses(here, there);
            assertPasses(there, here);
            mark(Family.V4, "-A", Marks.bits(Marks.DROP, 1));
            assertDropped(here, there);
            mark(Family.V4, "-D", Marks.bits(Marks.DROP, 1));
            long queued = rules.counters().queued();

            rules.apply(FIRST.withGeneration(2));

            assertPasses(here, there);
            assertEquals(queued + 1, rules.counters().classify(), "asked, and counted on over the change");
            mark(Family.V4, "-A", Marks.bits(Marks.DROP, 1));
            assertPasses(here, there);
        }
    }

    @Test
    void shouldCountWhatEachRuleMet() throws Exception {
        try (DatagramChannel there = atServer(Family.V6, 6881); DatagramChannel here = atClient(Family.V6, 4001)) {
            assertPasses(here, there);
            assertEquals(new RuleCounters(0, 0, 0, 0, 1, 0), rules.counters());
            mark(Family.V6, "-A", Marks.bits(Marks.READ, 1));
            assertPasses(here, there);
            mark(Family.V6, "-D", Marks.bits(Marks.READ, 1));
            assertEquals(new RuleCounters(0, 0, 0, 0, 2, 1), rules.counters());
            assertPasses(here, there);
            assertPasses(there, here);
            assertEquals(new RuleCounters(0, 0, 0, 2, 2, 1), rules.counters());
            mark(Family.V6, "-A", Marks.bits(Marks.ACCEPT, 1));
            assertPasses(here, there);
            mark(Family.V6, "-D", Marks.bits(Marks.ACCEPT, 1));
            assertPasses(here, there);
            assertEquals(new RuleCounters(1, 0, 0, 3, 2, 2), rules.counters());
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldQueueNoAcknowledgementWithoutPayload(Family family) throws Exception {
        try (ServerSocketChannel listening = TestNetwork.listen(network.server, server(family), 80);
             SocketChannel there = TestNetwork.connect(network.client, server(family), 80);
             SocketChannel here = listening.accept()) {
            assertEquals(1, rules.counters().queued(), "the SYN");
            for (SocketChannel[] way : new SocketChannel[][] {{there, here}, {here, there}}) {
                way[0].write(ByteBuffer.wrap(new byte[] {42}));
                assertEquals(1, way[1].read(ByteBuffer.allocate(1)));
            }
            assertEquals(3, rules.counters().queued(), "the SYN and two segments with a byte each");
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldQueueOnlyWhatTheClientSaysWhereContentsAreLeftToTheKernel(Family family) throws Exception {
        try (ServerSocketChannel listening = TestNetwork.listen(network.server, server(family), 80);
             SocketChannel there = TestNetwork.connect(network.client, server(family), 80);
             SocketChannel here = listening.accept()) {
            String marking = "-t mangle %s PREROUTING -p tcp -j MARK --set-xmark "
                + Marks.bits(Marks.READ_CLIENT, 1) + "/" + Marks.MASK;
            iptables(family, String.format(marking, "-A"));
            there.write(ByteBuffer.wrap(new byte[] {42}));
            assertEquals(1, here.read(ByteBuffer.allocate(1)));
            iptables(family, String.format(marking, "-D"));
            long before = rules.counters().queued();
            for (int i = 0; i < 20; i++) {
                here.write(ByteBuffer.wrap(new byte[] {42}));
                assertEquals(1, there.read(ByteBuffer.allocate(1)));
            }
            assertEquals(before, rules.counters().queued(), "the server's, and acknowledgements");
            there.write(ByteBuffer.wrap(new byte[] {42}));
            assertEquals(1, here.read(ByteBuffer.allocate(1)));
            assertEquals(before + 1, rules.counters().queued(), "the client's");
            here.shutdownOutput();
            assertEquals(-1, there.read(ByteBuffer.allocate(1)));
            assertEquals(before + 2, rules.counters().queued(), "the server's end");
        }
    }

    @Test
    void shouldLeaveTheHostsFirewallItsSay() throws Exception {
        iptables(Family.V4, "-A FORWARD -p udp --dport 53 -j DROP");
        mark(Family.V4, "-A", Marks.bits(Marks.ACCEPT, 1));
        try (DatagramChannel open = atServer(Family.V4, 5000); DatagramChannel closed = atServer(Family.V4, 53);
             DatagramChannel here = atClient(Family.V4, 4001)) {
            assertPasses(here, open);
            assertPasses(here, open);
            assertDropped(here, closed);
            assertDropped(here, closed);
        }
    }

    @Test
    void shouldDropWhatNobodyListensToWhereBypassIsOff() throws Exception {
        try (DatagramChannel there = atServer(Family.V4, 5000); DatagramChannel here = atClient(Family.V4, 4001)) {
            rules.apply(new RuleSettings(0, 1, false, 1));
            assertDropped(here, there);
            rules.apply(FIRST);
            assertPasses(here, there);
        }
    }

    @Test
    void shouldQueueNothingButTcpAndUdp() throws Exception {
        rules.apply(new RuleSettings(0, 1, false, 1));
        Commands onClient = new Commands(network.client);
        for (Family family : Family.values()) {
            onClient.run("", "ping", "-n", "-c", "2", "-i", "0.01", "-W", "2", server(family));
        }
        assertEquals(0, rules.counters().queued());
    }
}
