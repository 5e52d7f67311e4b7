package gateway.core.internal.intake;

import static gateway.core.internal.namespaces.Sockets.awaitNumber;
import static gateway.core.internal.namespaces.Sockets.number;
import static gateway.core.internal.namespaces.Sockets.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.namespaces.Connection;
import gateway.core.internal.namespaces.ForwardingNetwork;
import gateway.core.internal.namespaces.Sockets;
import gateway.core.internal.netlink.NetlinkException;
import gateway.core.internal.netlink.Netns;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.packet.PacketPatch;
import gateway.core.internal.source.PacketHandler;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Verdict;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real packets of real sockets, forwarded through the queues. */
@Timeout(60)
class QueueSocketTest {
    private static final int UDP = 17;
    private static final int MAX_LENGTH = 4096;

    private static ForwardingNetwork network;

    @BeforeAll
    static void build() throws Exception {
        network = ForwardingNetwork.open();
    }

    @AfterAll
    static void remove() throws Exception {
        if (network != null) {
            network.close();
        }
    }

    @AfterEach
    void noRules() throws Exception {
        network.noRules();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldForwardWhatIsAccepted(boolean v6) throws Exception {
        try (RunningQueue queue = queue(packet -> { })) {
            network.rule("-j", "NFQUEUE", "--queue-num", "0");
            try (DatagramChannel client = client(v6, 0); DatagramChannel server = server(v6)) {
                for (int i = 0; i < 100; i++) {
                    send(client, i, server);
                    assertEquals(i, awaitNumber(server));
                    send(server, -i, client);
                    assertEquals(-i, awaitNumber(client));
                }
            }
            assertEquals(200, queue.counters().packets());
            try (Connection connection = Connection.open(network, v6)) {
                byte[] sent = WholePackets.pattern(300_000);
                assertEquals(ByteBuffer.wrap(sent), connection.toServer(sent));
                assertEquals(ByteBuffer.wrap(sent), connection.toClient(sent));
            }
            assertTrue(queue.counters().truncated() > 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldDrop(boolean v6) throws Exception {
        try (DatagramChannel client = client(v6, 0);
                DatagramChannel refused = server(v6); DatagramChannel allowed = server(v6)) {
            int port = refused.socket().getLocalPort();
            try (RunningQueue queue = queue(packet -> {
                packet.verdict = targetPort(packet) == port ? Verdict.DROP : Verdict.ACCEPT;
            })) {
                network.rule("-j", "NFQUEUE", "--queue-num", "0");
                for (int i = 0; i < 5; i++) {
                    send(client, i, refused);
                }
                send(client, 99, allowed);
                assertEquals(99, awaitNumber(allowed));
                assertEquals(-1, number(refused));
                assertEquals(6, queue.counters().packets());
            }
        }
    }

    @Test
    void shouldRepeatWithTheWholeMark() throws Exception {
        AtomicInteger marks = new AtomicInteger();
        try (RunningQueue queue = queue(packet -> {
            packet.verdict = Verdict.REPEAT;
            packet.setMark = true;
            packet.newMark = packet.mark | 0x0002_0000;
            marks.set(packet.mark);
        }); DatagramChannel client = client(false, 0); DatagramChannel server = server(false)) {
            network.rule("-m", "mark", "--mark", "0x80020001", "-j", "RETURN");
            network.rule("-j", "MARK", "--set-mark", "0x80000001");
            network.rule("-j", "NFQUEUE", "--queue-num", "0");
            send(client, 7, server);
            assertEquals(7, awaitNumber(server));
            assertEquals(1, queue.counters().packets());
            assertEquals(0x80000001, marks.get());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGiveWholePacketsToTheReadLane(boolean v6) throws Exception {
        WholePackets whole = new WholePackets();
        try (RunningQueue queue = queue(whole)) {
            network.rule("-j", "NFQUEUE", "--queue-num", "0");
            try (Connection connection = Connection.open(network, v6)) {
                byte[] sent = WholePackets.pattern(3_000_000);
                assertEquals(ByteBuffer.wrap(sent), connection.toServer(sent));
            }
        }
        assertEquals(0, whole.wrongBytes, "bytes that are not the sender's");
        assertEquals(0, whole.shortCopies, "short copies in the reading lane");
        assertTrue(whole.bytes >= 3_000_000, () -> whole.bytes + " bytes read");
        assertTrue(whole.longest > QueueSettings.SHORT_COPY, () -> "longest packet " + whole.longest);
        assertTrue(whole.longestClassified <= QueueSettings.SHORT_COPY);
    }

    /** Bytes that were changed reach the receiver, in datagrams and in a stream with segments that were merged. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldHandBackChangedPackets(boolean v6) throws Exception {
        AtomicInteger longest = new AtomicInteger();
        Packet decoded = new Packet();
        try (RunningQueue queue = queue(packet -> {
            if (packet.lane == RawPacket.Lane.CLASSIFY && !packet.isWhole()) {
                packet.verdict = Verdict.READ;
            } else if (decoded.decode(packet) == Packet.Kind.FLOW && PacketPatch.possible(packet, decoded)) {
                byte[] changed = new byte[decoded.payloadLength];
                for (int i = 0; i < changed.length; i++) {
                    changed[i] = (byte) (decoded.bytes.get(decoded.payloadOffset + i) ^ 0x55);
                }
                PacketPatch.write(packet, decoded, 0, changed, 0, changed.length);
                longest.accumulateAndGet(packet.captured, Math::max);
            }
        })) {
            network.rule("-j", "NFQUEUE", "--queue-num", "0");
            try (DatagramChannel client = client(v6, 0); DatagramChannel server = server(v6)) {
                for (int i = 0; i < 100; i++) {
                    send(client, i, server);
                    assertEquals(i ^ 0x55555555, awaitNumber(server));
                }
            }
            try (Connection connection = Connection.open(network, v6)) {
                byte[] sent = WholePackets.pattern(1_000_000);
                byte[] expected = sent.clone();
                for (int i = 0; i < expected.length; i++) {
                    expected[i] ^= 0x55;
                }
                assertEquals(ByteBuffer.wrap(expected), connection.toServer(sent));
            }
        }
        assertTrue(longest.get() > QueueSettings.SHORT_COPY, () -> "longest changed packet " + longest);
    }

    @Test
    void shouldHoldUntilSettledAndKeepTheOrderOfSettling() throws Exception {
        List<Integer> held = new ArrayList<>();
        CountDownLatch three = new CountDownLatch(3);
        try (RunningQueue queue = queue(packet -> {
            packet.verdict = Verdict.HOLD;
            held.add(packet.id);
            three.countDown();
        }); DatagramChannel client = client(false, 0); DatagramChannel server = server(false)) {
            network.rule("-j", "NFQUEUE", "--queue-num", "0");
            for (int i = 1; i <= 3; i++) {
                send(client, i, server);
            }
            assertTrue(three.await(10, TimeUnit.SECONDS));
            assertEquals(-1, number(server));
            queue.onThread(socket -> {
                for (int i = 2; i >= 0; i--) {
                    socket.settle(0, held.get(i), Verdict.ACCEPT);
                }
            });
            assertEquals(3, awaitNumber(server));
            assertEquals(2, awaitNumber(server));
            assertEquals(1, awaitNumber(server));
        }
    }

    @Test
    void shouldSettleBeforeThePacketThatReleases() throws Exception {
        int[] held = {0, 0};
        int[] seen = {0};
        try (QueueSocket socket = QueueSocket.open(settings(0, true));
                DatagramChannel client = client(false, 0); DatagramChannel server = server(false)) {
            network.rule("-j", "NFQUEUE", "--queue-num", "0");
            PacketHandler handler = packet -> {
                if (seen[0] < 2) {
                    packet.verdict = Verdict.HOLD;
                    held[seen[0]] = packet.id;
                } else {
                    socket.settle(packet.queue, held[0], Verdict.ACCEPT);
                    socket.settle(packet.queue, held[1], Verdict.DROP);
                }
                seen[0]++;
            };
            for (int i = 1; i <= 3; i++) {
                send(client, i, server);
            }
            while (seen[0] < 3) {
                socket.poll(handler, 1000);
            }
            assertEquals(1, awaitNumber(server));
            assertEquals(3, awaitNumber(server));
            assertEquals(-1, number(server));
        }
    }

    @Test
    void shouldCountAVerdictThatComesTooLateAndGoOn() throws Exception {
        try (RunningQueue queue = queue(packet -> { });
                DatagramChannel client = client(false, 0); DatagramChannel server = server(false)) {
            network.rule("-j", "NFQUEUE", "--queue-num", "0");
            queue.onThread(socket -> {
                socket.settle(0, 12345, Verdict.ACCEPT, 1);
                socket.flush();
            });
            send(client, 1, server);
            assertEquals(1, awaitNumber(server));
            assertEquals(1, queue.counters().lateVerdicts());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTreatAFullQueueAsConfigured(boolean failOpen) throws Exception {
        QueueSettings settings = new QueueSettings(network.gateway(), 0, 1, 10, failOpen);
        try (QueueSocket socket = QueueSocket.open(settings);
                DatagramChannel client = client(false, 0); DatagramChannel server = server(false)) {
            network.rule("-j", "NFQUEUE", "--queue-num", "0");
            for (int i = 0; i < 50; i++) {
                send(client, i, server);
            }
            int first = failOpen ? 10 : 0;
            for (int i = first; i < (failOpen ? 50 : 10); i++) {
                if (!failOpen && i == first) {
                    assertEquals(10, socket.drain(packet -> { }));
                }
                assertEquals(i, awaitNumber(server));
            }
            if (failOpen) {
                assertEquals(10, socket.drain(packet -> { }));
                assertEquals(0, awaitNumber(server));
            }
            QueueState state = state(0);
            assertEquals(0, state.waiting());
            assertEquals(failOpen ? 0 : 40, state.droppedFull());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldKeepBothDirectionsOfAnAddressPairWithOneWorker(boolean v6) throws Exception {
        Map<Integer, Integer> first = new HashMap<>();
        Map<Integer, Integer> second = new HashMap<>();
        try (RunningQueue a = new RunningQueue(new QueueSettings(network.gateway(), 0, 2, 1024, true), count(first));
                RunningQueue b = new RunningQueue(new QueueSettings(network.gateway(), 1, 3, 1024, true),
                    count(second));
                DatagramChannel server = server(v6)) {
            network.rule("-j", "NFQUEUE", "--queue-balance", "0:1");
            for (int i = 0; i < ForwardingNetwork.CLIENTS; i++) {
                try (DatagramChannel client = client(v6, i)) {
                    send(client, i, server);
                    assertEquals(i, awaitNumber(server));
                    send(server, i, client);
                    assertEquals(i, awaitNumber(client));
                }
            }
        }
        assertTrue(!first.isEmpty() && !second.isEmpty(), () -> first + " and " + second);
        assertEquals(ForwardingNetwork.CLIENTS, first.size() + second.size());
        for (Map<Integer, Integer> worker : List.of(first, second)) {
            assertTrue(worker.values().stream().allMatch(packets -> packets == 2), worker::toString);
        }
    }

    /** Counts datagrams by the number that is in them, which is that of the client. */
    private static PacketHandler count(Map<Integer, Integer> packets) {
        return packet -> {
            if (packet.bytes.get(packet.offset + (isV4(packet) ? 9 : 6)) == UDP) {
                packets.merge(packet.bytes.getInt(packet.offset + headerLength(packet) + 8), 1, Integer::sum);
            }
        };
    }

    @Test
    void shouldAcceptWhatWaitsWhenItCloses() throws Exception {
        try (DatagramChannel client = client(false, 0); DatagramChannel server = server(false)) {
            QueueSocket socket = QueueSocket.open(settings(0, false));
            network.rule("-j", "NFQUEUE", "--queue-num", "0");
            for (int i = 0; i < 150; i++) {
                send(client, i, server);
            }
            network.noRules();
            assertEquals(150, state(0).waiting());
            socket.close();
            socket.close();
            assertEquals(-1, socket.poll(packet -> { }, 0));
            socket.wakeUp();
            for (int i = 0; i < 150; i++) {
                assertEquals(i, awaitNumber(server));
            }
            assertTrue(QueueState.read(network.gateway()).isEmpty());
        }
    }

    /** Some of them were handed over and never answered, as by a worker that is stuck, others still wait. */
    @Test
    void shouldReleaseFromOutsideAndLeaveTheQueuesToAnother() throws Exception {
        try (DatagramChannel client = client(false, 0); DatagramChannel server = server(false);
                QueueSocket stuck = QueueSocket.open(settings(0, false))) {
            network.rule("-j", "NFQUEUE", "--queue-num", "0");
            for (int i = 0; i < 100; i++) {
                send(client, i, server);
            }
            assertEquals(64, stuck.poll(packet -> packet.verdict = Verdict.HOLD, 1000));
            stuck.release(Verdict.ACCEPT);
            for (int i = 0; i < 100; i++) {
                assertEquals(i, awaitNumber(server));
            }
            assertTrue(QueueState.read(network.gateway()).isEmpty());
            try (RunningQueue next = queue(packet -> { })) {
                // What the stuck worker still does has no effect on the next one's queues.
                stuck.settle(0, 1, Verdict.DROP);
                stuck.flush();
                stuck.poll(packet -> { }, 0);
                stuck.close();
                send(client, 7, server);
                assertEquals(7, awaitNumber(server));
                assertEquals(1, next.counters().packets());
            }
        }
    }

    @Test
    void shouldDropWhatWaitsWhereThatIsWanted() throws Exception {
        try (DatagramChannel client = client(false, 0); DatagramChannel server = server(false);
                QueueSocket stuck = QueueSocket.open(settings(0, false))) {
            network.rule("-j", "NFQUEUE", "--queue-num", "0");
            send(client, 1, server);
            stuck.release(Verdict.DROP);
            network.noRules();
            send(client, 2, server);
            assertEquals(2, awaitNumber(server));
        }
    }

    @Test
    void shouldGoOnAfterAHandlerThatThrew() throws Exception {
        try (QueueSocket socket = QueueSocket.open(settings(0, false));
                DatagramChannel client = client(false, 0); DatagramChannel server = server(false)) {
            network.rule("-j", "NFQUEUE", "--queue-num", "0");
            for (int i = 0; i < 3; i++) {
                send(client, i, server);
            }
            assertThrows(ArithmeticException.class, () -> socket.poll(packet -> {
                throw new ArithmeticException();
            }, 1000));
            socket.poll(packet -> { }, 1000);
            for (int i = 0; i < 3; i++) {
                assertEquals(i, awaitNumber(server));
            }
        }
    }

    @Test
    void shouldSayThatAnotherProgramHasTheQueue() throws Exception {
        try (QueueSocket socket = QueueSocket.open(settings(0, false))) {
            NetlinkException refusal =
                assertThrows(NetlinkException.class, () -> QueueSocket.open(settings(0, false)));
            assertEquals("packet queue 0 is in use by another program", refusal.getMessage());
            assertEquals(0, socket.poll(packet -> { }, 0));
        }
        QueueSocket.open(settings(0, false)).close();
    }

    @Test
    void shouldSayThatRightsAreMissing() throws Exception {
        Process unprivileged = new ProcessBuilder("setpriv", "--bounding-set=-net_admin", "--inh-caps=-net_admin",
            ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path"),
            OpenInOwnNamespace.class.getName()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertEquals("binding packet queue 65534 needs root (CAP_NET_ADMIN in the network namespace)",
            new String(unprivileged.getInputStream().readAllBytes()).strip());
    }

    /** Opens queues that no rule leads to, and says why that cannot be. */
    static final class OpenInOwnNamespace {
        public static void main(String[] arguments) {
            try {
                QueueSocket.open(new QueueSettings(Netns.own(), 65534, 65535, 1, false)).close();
            } catch (NetlinkException refusal) {
                System.out.println(refusal.getMessage());
            }
        }
    }

    private static RunningQueue queue(PacketHandler handler) throws Exception {
        return new RunningQueue(settings(0, false), handler);
    }

    private static QueueSettings settings(int queue, boolean failOpen) {
        return new QueueSettings(network.gateway(), queue, queue + 1, MAX_LENGTH, failOpen);
    }

    private static QueueState state(int queue) throws Exception {
        return QueueState.read(network.gateway()).stream()
            .filter(state -> state.queue() == queue).findAny().orElseThrow();
    }

    private static DatagramChannel client(boolean v6, int index) throws Exception {
        return Sockets.datagrams(network.client(), network.clientAddress(v6, index));
    }

    private static DatagramChannel server(boolean v6) throws Exception {
        return Sockets.datagrams(network.server(), network.serverAddress(v6));
    }

    private static boolean isV4(RawPacket packet) {
        return (packet.bytes.get(packet.offset) & 0xf0) == 0x40;
    }

    private static int headerLength(RawPacket packet) {
        return isV4(packet) ? 20 : 40;
    }

    private static int targetPort(RawPacket packet) {
        return packet.bytes.getShort(packet.offset + headerLength(packet) + 2) & 0xffff;
    }
}
