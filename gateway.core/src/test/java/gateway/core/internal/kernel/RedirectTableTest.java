package gateway.core.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.core.internal.kernel.RedirectTable.Entry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A far and a near peer, of which the kernel chooses, in both families. As root. */
@Timeout(60)
class RedirectTableTest {
    private static final String FAMILIES = TestNetwork.CLIENT + ',' + TestNetwork.SERVER;
    private static final String FAMILIES6 = TestNetwork.CLIENT6 + ',' + TestNetwork.SERVER6;
    private static final int UDP = 17;
    private static final int OWN = 7000;
    private static final int FAR = 7001;
    private static final int NEAR = 7002;
    private static final int SECONDS = 60;

    private TestNetwork network;
    private Conntrack conntrack;
    private RedirectTable table;

    @BeforeEach
    void open() throws IOException {
        network = new TestNetwork();
        conntrack = new Conntrack(network.gateway);
        table = new RedirectTable(network.gateway);
        table.create();
    }

    @AfterEach
    void close() throws IOException {
        if (conntrack != null) {
            conntrack.close();
        }
        if (network != null) {
            network.close();
        }
    }

    private static Endpoint end(String address, int port) {
        return new Endpoint(IpAddress.parse(address).orElseThrow(), port);
    }

    private static Entry entry(String client, String peers) {
        return new Entry(IpAddress.parse(client).orElseThrow(), end(peers, FAR), end(peers, NEAR));
    }

    private static void answer(DatagramChannel peer) throws IOException {
        InetSocketAddress asker = TestNetwork.receive(peer);
        TestNetwork.send(peer, asker.getAddress().getHostAddress(), asker.getPort());
    }

    @ParameterizedTest
    @CsvSource({FAMILIES, FAMILIES6})
    void shouldLeadAConversationUnderWayToTheNearPeerAndBack(String client, String peers) throws Exception {
        Entry entry = entry(client, peers);
        try (DatagramChannel asking = TestNetwork.datagrams(network.client, client, OWN);
             DatagramChannel far = TestNetwork.datagrams(network.server, peers, FAR);
             DatagramChannel near = TestNetwork.datagrams(network.server, peers, NEAR)) {
            TestNetwork.send(asking, peers, FAR);
            answer(far);
            assertEquals(FAR, TestNetwork.receive(asking).getPort());

            table.change(List.of(), List.of(entry), SECONDS);
            assertTrue(conntrack.forget(UDP, entry.client(), OWN, entry.far()));
            TestNetwork.send(far, client, OWN);
            assertTrue(TestNetwork.staysSilent(asking), "what the far peer still sends is dropped");
            TestNetwork.send(asking, peers, FAR);
            answer(near);
            assertEquals(FAR, TestNetwork.receive(asking).getPort(), "the answer comes as if from the far peer");

            table.change(List.of(entry), List.of(), SECONDS);
            conntrack.forget(UDP, entry.client(), OWN, entry.far());
            TestNetwork.send(asking, peers, FAR);
            answer(far);
            assertEquals(FAR, TestNetwork.receive(asking).getPort());
        }
    }

    @ParameterizedTest
    @CsvSource({FAMILIES, FAMILIES6})
    void shouldLeadNewConnectionsToTheNearPeerUntilThatEnds(String client, String peers) throws Exception {
        try (ServerSocketChannel near = TestNetwork.listen(network.server, peers, NEAR)) {
            table.change(List.of(), List.of(entry(client, peers)), SECONDS);
            try (SocketChannel led = TestNetwork.connect(network.client, peers, FAR)) {
                assertEquals(FAR, ((InetSocketAddress) led.getRemoteAddress()).getPort());
                near.accept().close();
                table.remove();
                assertTrue(led.isConnected());
            }
            assertThatNothingIsLeft();
        }
    }

    @ParameterizedTest
    @CsvSource({FAMILIES, FAMILIES6})
    void shouldLeadConversationsToTheNearPeerAcrossABridge(String client, String peers) throws Exception {
        try (TestNetwork bridged = new TestNetwork(true);
             DatagramChannel asking = TestNetwork.datagrams(bridged.client, client, OWN);
             DatagramChannel near = TestNetwork.datagrams(bridged.server, peers, NEAR);
             ServerSocketChannel listening = TestNetwork.listen(bridged.server, peers, NEAR)) {
            RedirectTable across = new RedirectTable(bridged.gateway);
            across.create();
            across.change(List.of(), List.of(entry(client, peers)), SECONDS);
            TestNetwork.send(asking, peers, FAR);
            answer(near);
            assertEquals(FAR, TestNetwork.receive(asking).getPort(), "the answer comes as if from the far peer");
            TestNetwork.connect(bridged.client, peers, FAR).close();
            assertTrue(listening.accept().isConnected());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"net/ipv4/ip_forward", "net/ipv6/conf/all/forwarding"})
    void shouldSayWhatItLacksOnABridgeThatDoesNotForward(String setting) throws Exception {
        try (TestNetwork bridged = new TestNetwork(true)) {
            TestNetwork.setting(bridged.gateway, setting, "0");
            CommandException lacking =
                assertThrows(CommandException.class, () -> new RedirectTable(bridged.gateway).create());
            assertTrue(lacking.getMessage().contains(setting.replace('/', '.')), lacking.getMessage());
        }
    }

    private void assertThatNothingIsLeft() throws IOException {
        assertFalse(network.onGateway.run("", "nft", "list", "tables").contains("p2padm"));
    }

    @ParameterizedTest
    @CsvSource({FAMILIES, FAMILIES6})
    void shouldEndWhatHasExpiredAndBeginItAgain(String client, String peers) throws Exception {
        List<Entry> entries = List.of(entry(client, peers));
        table.change(entries, List.of(), SECONDS);
        table.change(List.of(), entries, SECONDS);
        table.change(entries, entries, SECONDS);
        table.create();
        table.change(entries, entries, SECONDS);
        table.remove();
        table.remove();
        assertThatNothingIsLeft();
    }
}
