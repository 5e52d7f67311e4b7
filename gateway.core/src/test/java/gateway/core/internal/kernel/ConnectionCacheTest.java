package gateway.core.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import gateway.api.packet.IpAddress;
import gateway.core.internal.netlink.NetlinkException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sets themselves, in a namespace, checked with the ipset tool. As root. */
@Timeout(60)
class ConnectionCacheTest {
    private static final IpAddress CLIENT = address("192.0.2.1");
    private static final IpAddress SERVER = address("198.51.100.7");
    private static final IpAddress CLIENT6 = address("2001:db8::1");
    private static final IpAddress SERVER6 = address("2001:db8:ffff::7");

    private TestNetwork network;
    private ConnectionCache cache;
    private ConnectionCacheWriter writer;

    @BeforeEach
    void open() throws IOException {
        network = new TestNetwork();
        cache = new ConnectionCache(network.gateway);
        writer = cache.writer();
        cache.create(1000);
    }

    @AfterEach
    void close() throws IOException {
        if (network != null) {
            writer.close();
            cache.close();
            network.close();
        }
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private boolean add(int protocol, IpAddress client, IpAddress server, int port, int seconds) {
        return writer.add(protocol, client.high(), client.low(), server.high(), server.low(), port, seconds);
    }

    @Test
    void shouldAddEntriesThatTheIpsetToolReads() throws IOException {
        assertTrue(add(6, CLIENT, SERVER, 6881, 600));
        assertTrue(add(17, CLIENT6, SERVER6, 51413, 7));

        String v4 = network.onGateway.run("", "ipset", "list", "p2padm-refused4");
        String v6 = network.onGateway.run("", "ipset", "list", "p2padm-refused6");

        assertTrue(v4.matches("(?s).*\n192.0.2.1,tcp:6881,198.51.100.7 timeout (600|599|598)\n.*"), v4);
        assertTrue(v4.contains("maxelem 1000"), v4);
        assertTrue(v6.matches("(?s).*\n2001:db8::1,udp:51413,2001:db8:ffff::7 timeout [567]\n.*"), v6);
        assertEquals(2, writer.added());
    }

    @Test
    void shouldListBothFamilies() throws IOException {
        add(6, CLIENT, SERVER, 80, 600);
        add(17, CLIENT6, SERVER6, 65535, 500);

        List<RefusedPair> pairs = cache.list(10);

        assertEquals(Set.of(new RefusedPair(6, CLIENT, SERVER, 80, 0), new RefusedPair(17, CLIENT6, SERVER6, 65535, 0)),
            pairs.stream().map(ConnectionCacheTest::withoutTime).collect(Collectors.toSet()));
        assertTrue(pairs.stream().allMatch(pair -> pair.secondsLeft() > 450 && pair.secondsLeft() <= 600));
    }

    private static RefusedPair withoutTime(RefusedPair pair) {
        return new RefusedPair(pair.protocol(), pair.client(), pair.server(), pair.serverPort(), 0);
    }

    @Test
    void shouldListNoMoreThanAskedFor() throws IOException {
        for (int port = 1; port <= 900; port++) {
            assertTrue(add(6, CLIENT, SERVER, port, 600));
        }
        assertEquals(17, cache.list(17).size());
        assertEquals(900, new HashSet<>(cache.list(5000)).size());
    }

    @Test
    void shouldGiveAPairThatIsThereANewLifetime() throws IOException {
        add(6, CLIENT, SERVER, 80, 5);
        assertTrue(add(6, CLIENT, SERVER, 80, 600));
        assertTrue(add(6, CLIENT, SERVER, 81, 600));
        assertTrue(add(6, CLIENT, SERVER, 81, Integer.MAX_VALUE));
        assertTrue(add(6, CLIENT, SERVER, 82, -1));

        List<RefusedPair> pairs = cache.list(10);

        assertTrue(secondsLeft(pairs, 80) > 500);
        assertTrue(secondsLeft(pairs, 81) > 2_000_000);
        assertTrue(secondsLeft(pairs, 82) <= 1, "no lifetime must not mean for ever");
    }

    private static int secondsLeft(List<RefusedPair> pairs, int port) {
        return pairs.stream().filter(pair -> pair.serverPort() == port).mapToInt(RefusedPair::secondsLeft)
            .findFirst().orElse(0);
    }

    @Test
    void shouldCountWhatDoesNotFit() {
        int kept = 0;
        for (int port = 1; port <= 1500; port++) {
            kept += add(6, CLIENT, SERVER, port, 600) ? 1 : 0;
        }
        assertEquals(1000, kept);
        assertEquals(1000, writer.added());
        assertEquals(500, writer.full());
        assertEquals(0, writer.failed());
    }

    @Test
    void shouldForgetOnePairOrAll() throws IOException {
        add(6, CLIENT, SERVER, 80, 600);
        add(6, CLIENT, SERVER, 81, 600);
        add(17, CLIENT6, SERVER6, 81, 600);

        assertTrue(cache.delete(new RefusedPair(17, CLIENT6, SERVER6, 81, 0)));
        assertTrue(cache.delete(new RefusedPair(6, CLIENT, SERVER, 80, 0)));
        assertFalse(cache.delete(new RefusedPair(6, CLIENT, SERVER, 80, 0)));
        assertEquals(1, cache.list(10).size());

        cache.flush();
        assertEquals(List.of(), cache.list(10));
    }

    @Test
    void shouldReplaceWhatAnEarlierRunLeftWhileItsRulesAreInForce() throws IOException {
        new KernelRules(network.onGateway, Set.of(Family.V4, Family.V6)).apply(new RuleSettings(0, 1, true, 1));
        add(6, CLIENT, SERVER, 80, 600);

        cache.create(2000);

        assertEquals(List.of(), cache.list(10));
        String sets = network.onGateway.run("", "ipset", "list", "-n");
        assertEquals(Set.of("p2padm-refused4", "p2padm-refused6"), Set.copyOf(sets.lines().toList()));
        assertTrue(network.onGateway.run("", "ipset", "list", "-t", "p2padm-refused4").contains("maxelem 2000"));
    }

    @Test
    void shouldSayThatARuleHoldsTheSet() throws IOException {
        KernelRules rules = new KernelRules(network.onGateway, Set.of(Family.V4, Family.V6));
        rules.apply(new RuleSettings(0, 1, true, 1));

        NetlinkException busy = assertThrows(NetlinkException.class, cache::destroy);
        assertTrue(busy.getMessage().contains("p2padm-refused4"), busy.getMessage());

        rules.remove();
        cache.destroy();
        cache.destroy();
        assertEquals("", network.onGateway.run("", "ipset", "list", "-n"));
    }

    @Test
    void shouldCountAdditionsToNoSetAsFailed() throws IOException {
        cache.destroy();
        assertFalse(add(6, CLIENT, SERVER, 80, 600));
        assertEquals(1, writer.failed());
        assertThrows(NetlinkException.class, () -> cache.list(1));
    }

    @Test
    void shouldAllocateNothingPerAddition() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int i = 0; i < 40_000; i++) {
            if (i == 20_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            add(6, CLIENT, SERVER, i & 0x7ff, 600);
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(writer.full() > 1000, "refusals are part of it");
        assertTrue(bytes < 20_000, bytes + " bytes in 20 000 additions");
    }
}
