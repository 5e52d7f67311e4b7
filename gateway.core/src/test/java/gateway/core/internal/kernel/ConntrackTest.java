package gateway.core.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.core.internal.netlink.NetlinkSocket;
import gateway.core.internal.netlink.NetlinkWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections of a namespace and their marks. As root. */
@Timeout(60)
class ConntrackTest {
    private static final int GENERATION = 3;
    private static final int ACCEPTED = Marks.bits(Marks.ACCEPT, GENERATION);
    private static final int REFUSED = Marks.bits(Marks.DROP, GENERATION);
    private static final int CLASS = Marks.bits(0xff, 0);
    /** Bits of the administrator's that are to be left alone. */
    private static final int FOREIGN = 0x5000_00a5;
    private static final int UDP = 17;

    private TestNetwork network;
    private Conntrack conntrack;
    private ConnectionCache cache;

    /** What a dump showed, to be compared after it. */
    private record Seen(String source, String destination, int mark, long packetsForth, long bytesForth,
                        long packetsBack, long bytesBack) {
        static Seen of(Connection c) {
            return new Seen(text(c.sourceHigh, c.sourceLow, c.sourcePort),
                text(c.destinationHigh, c.destinationLow, c.destinationPort), c.mark, c.packetsForth, c.bytesForth,
                c.packetsBack, c.bytesBack);
        }

        private static String text(long high, long low, int port) {
            return new Endpoint(new IpAddress(high, low), port).toString();
        }
    }

    @BeforeEach
    void open() throws IOException {
        network = new TestNetwork();
        cache = new ConnectionCache(network.gateway);
        cache.create(100);
        new KernelRules(network.onGateway, Set.of(Family.values())).apply(new RuleSettings(0, 1, true, GENERATION));
        conntrack = new Conntrack(network.gateway);
        conntrack.startAccounting();
    }

    @AfterEach
    void close() throws IOException {
        if (conntrack != null) {
            conntrack.close();
            cache.close();
        }
        if (network != null) {
            network.close();
        }
    }

    private void iptables(Family family, String rule) throws IOException {
        network.onGateway.run("", family.command(), rule.split(" "));
    }

    /** Stands for a worker's verdict: packets come to our chain with this mark. */
    private void markPackets(Family family, int mark) throws IOException {
        iptables(family, "-t mangle -I PREROUTING -p udp -j MARK --set-xmark " + mark);
    }

    private List<Seen> dump(int bits, int mask) throws IOException {
        List<Seen> seen = new ArrayList<>();
        assertTrue(conntrack.dump(bits, mask, connection -> seen.add(Seen.of(connection))));
        return seen;
    }

    private boolean setMark(InetSocketAddress source, InetSocketAddress destination, int bits) throws IOException {
        IpAddress from = IpAddress.of(source.getAddress().getAddress());
        IpAddress to = IpAddress.of(destination.getAddress().getAddress());
        return conntrack.setMark(UDP, from.high(), from.low(), source.getPort(), to.high(), to.low(),
            destination.getPort(), bits, Marks.MASK);
    }

    @Test
    void shouldForgetConnectionsThatBothSidesHaveClosed() throws Exception {
        iptables(Family.V4, "-t mangle -I PREROUTING -p tcp -j MARK --set-xmark " + ACCEPTED);
        try (ServerSocketChannel there = network.server.call(
                () -> ServerSocketChannel.open().bind(new InetSocketAddress("10.90.2.2", 5000)));
             SocketChannel here = network.client.call(SocketChannel::open)) {
            here.connect(new InetSocketAddress("10.90.2.2", 5000));
            SocketChannel accepted = there.accept();
            here.write(ByteBuffer.wrap(new byte[10]));
            assertEquals(10, accepted.read(ByteBuffer.allocate(100)));

            List<Boolean> closed = new ArrayList<>();
            conntrack.dumpForgettingClosed(0, 0, each -> closed.add(each.closed));
            assertEquals(List.of(false), closed);
            here.close();
            assertEquals(-1, accepted.read(ByteBuffer.allocate(1)));
            accepted.close();
        }
        List<Boolean> closed = new ArrayList<>();
        for (int i = 0; i < 100 && !closed.contains(true); i++) {
            Thread.sleep(20);
            closed.clear();
            conntrack.dumpForgettingClosed(0, 0, each -> closed.add(each.closed));
        }
        assertEquals(List.of(true), closed);
        assertEquals(List.of(), dump(ACCEPTED & Marks.MASK, Marks.MASK));
    }

    @ParameterizedTest
    @CsvSource({"V4, 10.90.1.2, 10.90.2.2, 28", "V6, fd90:1::2, fd90:2::2, 48"})
    void shouldShowWhatMarkedConnectionsCarried(Family family, String client, String server, int headers)
        throws Exception {
        markPackets(family, FOREIGN | ACCEPTED);
        try (DatagramChannel there = TestNetwork.datagrams(network.server, server, 5000);
             DatagramChannel here = TestNetwork.datagrams(network.client, client, 4000)) {
            for (int i = 0; i < 3; i++) {
                TestNetwork.send(here, server, 5000);
                TestNetwork.receive(there);
            }
            TestNetwork.send(there, client, 4000);
            assertNotNull(TestNetwork.receive(here));
        }

        List<Seen> accepted = dump(Marks.bits(Marks.ACCEPT, 0), CLASS);

        String source = new Endpoint(IpAddress.parse(client).orElseThrow(), 4000).toString();
        String destination = new Endpoint(IpAddress.parse(server).orElseThrow(), 5000).toString();
        assertEquals(List.of(new Seen(source, destination, ACCEPTED, 3, 3 * (headers + 4), 1, headers + 4)), accepted);
        assertEquals(List.of(), dump(REFUSED, Marks.MASK));
        assertEquals(1, dump(0, 0).stream().filter(seen -> seen.source().equals(source)).count());
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void shouldFindConnectionsByWhatTheGatewaySeesOfThem(boolean sources, boolean destinations) throws Exception {
        if (sources) {
            iptables(Family.V4, "-t nat -A POSTROUTING -o gw-s -j MASQUERADE");
        }
        if (destinations) {
            iptables(Family.V4, "-t nat -A PREROUTING -d 10.90.77.7 -p udp --dport 7777 -j DNAT --to 10.90.2.2:5000");
        }
        InetSocketAddress client = new InetSocketAddress(TestNetwork.CLIENT, 4000);
        InetSocketAddress server = new InetSocketAddress(TestNetwork.SERVER, 5000);
        try (DatagramChannel there = TestNetwork.datagrams(network.server, TestNetwork.SERVER, 5000);
             DatagramChannel here = TestNetwork.datagrams(network.client, TestNetwork.CLIENT, 4000)) {
            String called = destinations ? "10.90.77.7" : TestNetwork.SERVER;
            int port = destinations ? 7777 : 5000;
            TestNetwork.send(here, called, port);
            InetSocketAddress from = TestNetwork.receive(there);
            assertNotNull(from);

            assertTrue(setMark(client, server, ACCEPTED));
            Seen one = dump(ACCEPTED, Marks.MASK).get(0);
            assertEquals("10.90.1.2:4000", one.source());
            assertEquals("10.90.2.2:5000", one.destination());

            assertTrue(setMark(server, client, REFUSED), "by the direction back, too");
            TestNetwork.send(here, called, port);
            assertTrue(TestNetwork.staysSilent(there));
            there.send(java.nio.ByteBuffer.allocate(4), from);
            assertTrue(TestNetwork.staysSilent(here));

            assertTrue(setMark(client, server, 0));
            TestNetwork.send(here, called, port);
            assertNotNull(TestNetwork.receive(there));
        }
    }

    @Test
    void shouldSayThatAConnectionIsGone() throws Exception {
        assertFalse(setMark(new InetSocketAddress("192.0.2.1", 1), new InetSocketAddress("192.0.2.2", 2), ACCEPTED));
        assertFalse(setMark(new InetSocketAddress("2001:db8::1", 1), new InetSocketAddress("2001:db8::2", 2), 0));
    }

    @Test
    void shouldForgetOneGenerationAndKeepTheAdministratorsBits() throws Exception {
        manyConnections(150);
        iptables(Family.V4, "-t mangle -A PREROUTING -p udp --dport 9999 -j MARK --set-xmark "
            + Marks.bits(Marks.READ, GENERATION + 1));
        iptables(Family.V4, "-t mangle -A POSTROUTING -p udp -j CONNMARK --or-mark " + FOREIGN);
        try (DatagramChannel here = TestNetwork.datagrams(network.client, TestNetwork.CLIENT, 4000)) {
            TestNetwork.send(here, TestNetwork.SERVER, 9999);
            for (int port = 1; port <= 150; port++) {
                TestNetwork.send(here, TestNetwork.SERVER, port);
            }
        }

        assertEquals(150, dump(FOREIGN | ACCEPTED, -1).size());
        assertEquals(150, conntrack.forgetGeneration(GENERATION));
        assertEquals(0, conntrack.forgetGeneration(GENERATION));
        assertEquals(150, dump(FOREIGN, -1).size());
        assertEquals(1, conntrack.forgetAll());
        assertEquals(151, dump(FOREIGN, -1).size());
    }

    private void manyConnections(int ports) throws IOException {
        iptables(Family.V4, "-t mangle -A PREROUTING -p udp --dport 1:" + ports + " -j MARK --set-xmark " + ACCEPTED);
    }

    @Test
    void shouldTellTheEndsOfMarkedConnections() throws Exception {
        List<Seen> ends = new ArrayList<>();
        try (ConntrackEvents events = new ConntrackEvents(network.gateway);
             DatagramChannel here = TestNetwork.datagrams(network.client, TestNetwork.CLIENT, 4000);
             DatagramChannel here6 = TestNetwork.datagrams(network.client, TestNetwork.CLIENT6, 4000)) {
            TestNetwork.send(here, TestNetwork.SERVER, 5001);
            markPackets(Family.V4, ACCEPTED);
            markPackets(Family.V6, ACCEPTED);
            TestNetwork.send(here, TestNetwork.SERVER, 5000);
            TestNetwork.send(here6, TestNetwork.SERVER6, 5000);
            awaitMarked(2);
            assertEquals(0, events.poll(end -> ends.add(Seen.of(end)), 0));

            endAllConnections();
            for (int round = 0; ends.size() < 2 && round < 20; round++) {
                events.poll(end -> ends.add(Seen.of(end)), 500);
            }
            assertEquals(0, events.overruns());
        }
        assertEquals(Set.of(new Seen("10.90.1.2:4000", "10.90.2.2:5000", ACCEPTED, 1, 32, 0, 0),
            new Seen("[fd90:1:0:0:0:0:0:2]:4000", "[fd90:2:0:0:0:0:0:2]:5000", ACCEPTED, 1, 52, 0, 0)),
            Set.copyOf(ends));
    }

    private void awaitMarked(int connections) throws Exception {
        for (int round = 0; dump(ACCEPTED, Marks.MASK).size() < connections && round < 100; round++) {
            Thread.sleep(20);
        }
    }

    private void endAllConnections() throws IOException {
        NetlinkWriter writer = new NetlinkWriter(64);
        writer.message(ConntrackMessages.DELETED, NetlinkWriter.NLM_F_REQUEST | NetlinkWriter.NLM_F_ACK)
            .family(0, 0).end();
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.NETFILTER, network.gateway)) {
            socket.request("ending all connections", writer);
        }
    }

    @Test
    void shouldTellHowFullTheTableIs() throws Exception {
        try (DatagramChannel here = TestNetwork.datagrams(network.client, TestNetwork.CLIENT, 4000)) {
            int before = conntrack.level().entries();
            for (int port = 1; port <= 20; port++) {
                TestNetwork.send(here, TestNetwork.SERVER, port);
            }
            assertTrue(conntrack.level().entries() >= before + 20);
        }
        String maximum = network.onGateway.run("", "cat", "/proc/sys/net/netfilter/nf_conntrack_max").strip();
        assertEquals(Integer.parseInt(maximum), conntrack.level().maximum());
    }

    @Test
    void shouldPutAccountingBackToWhatItWas() throws Exception {
        String accounting = "/proc/sys/net/netfilter/nf_conntrack_acct";
        assertEquals("1", network.onGateway.run("", "cat", accounting).strip());
        conntrack.close();
        conntrack = null;
        assertEquals("0", network.onGateway.run("", "cat", accounting).strip());
    }
}
