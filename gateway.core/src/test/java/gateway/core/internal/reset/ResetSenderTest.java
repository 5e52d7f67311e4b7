package gateway.core.internal.reset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import gateway.api.packet.IpAddress;
import gateway.core.internal.intake.QueueSettings;
import gateway.core.internal.intake.RunningQueue;
import gateway.core.internal.namespaces.ForwardingNetwork;
import gateway.core.internal.namespaces.Sockets;
import gateway.core.internal.source.PacketHandler;
import gateway.core.internal.source.RawPacket;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Established connections of real sockets, reset from between them. */
@Timeout(60)
class ResetSenderTest {
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
        network.gateway("iptables", "-w", "5", "-t", "nat", "-F");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldResetBothEnds(boolean v6) throws Exception {
        resetBothEnds(v6);
    }

    @Test
    void shouldResetBothEndsOfATranslatedConnection() throws Exception {
        network.gateway("iptables", "-w", "5", "-t", "nat", "-A", "POSTROUTING", "-o", "tos", "-j", "MASQUERADE");
        resetBothEnds(false);
    }

    private void resetBothEnds(boolean v6) throws Exception {
        NextNumbers numbers = new NextNumbers();
        QueueSettings settings = new QueueSettings(network.gateway(), 0, 1, 1024, false);
        try (RunningQueue queue = new RunningQueue(settings, numbers);
                ResetSender resets = ResetSender.open(network.gateway());
                ServerSocketChannel listener = Sockets.listen(network.server(), network.serverAddress(v6))) {
            network.rule("-p", "tcp", "-j", "NFQUEUE", "--queue-num", "0");
            numbers.serverPort = listener.socket().getLocalPort();
            try (SocketChannel client = Sockets.connect(network.client(), network.clientAddress(v6, 0), listener);
                    SocketChannel server = listener.accept()) {
                server.configureBlocking(false);
                exchange(client, server);
                exchange(server, client);
                queue.onThread(socket -> { });
                IpAddress here = IpAddress.of(network.clientAddress(v6, 0).getAddress());
                IpAddress there = IpAddress.of(network.serverAddress(v6).getAddress());
                int port = ((InetSocketAddress) client.getLocalAddress()).getPort();
                assertTrue(resets.from(there.high(), there.low(), numbers.serverPort)
                    .to(here.high(), here.low(), port).send(numbers.fromServer));
                assertTrue(resets.from(here.high(), here.low(), port)
                    .to(there.high(), there.low(), numbers.serverPort).send(numbers.fromClient));
                assertReset(client);
                assertReset(server);
            }
        }
    }

    private static void exchange(SocketChannel from, SocketChannel to) throws IOException {
        Sockets.write(from, ByteBuffer.wrap(new byte[5]));
        assertEquals(5, Sockets.read(to, ByteBuffer.allocate(5)).remaining());
    }

    private static void assertReset(SocketChannel channel) {
        SocketException reset =
            assertThrows(SocketException.class, () -> Sockets.read(channel, ByteBuffer.allocate(1)));
        assertEquals("Connection reset", reset.getMessage());
    }

    @Test
    void shouldAnswerASynWithAResetThatAcknowledgesIt() throws Exception {
        try (ResetSender resets = ResetSender.open(network.gateway());
                ServerSocketChannel listener = Sockets.listen(network.server(), network.serverAddress(false))) {
            IpAddress there = IpAddress.of(network.serverAddress(false).getAddress());
            IpAddress here = IpAddress.of(network.clientAddress(false, 0).getAddress());
            PacketHandler refuse = packet -> {
                packet.verdict = RawPacket.Verdict.DROP;
                int tcp = packet.offset + 20;
                resets.from(there.high(), there.low(), port(packet, tcp + 2))
                    .to(here.high(), here.low(), port(packet, tcp)).send(0, packet.bytes.getInt(tcp + 4) + 1);
            };
            QueueSettings settings = new QueueSettings(network.gateway(), 0, 1, 1024, false);
            try (RunningQueue queue = new RunningQueue(settings, refuse)) {
                network.rule("-p", "tcp", "-j", "NFQUEUE", "--queue-num", "0");
                IOException refused = assertThrows(IOException.class,
                    () -> Sockets.connect(network.client(), network.clientAddress(false, 0), listener));
                assertEquals("Connection refused", refused.getMessage());
            }
        }
    }

    private static int port(RawPacket packet, int index) {
        return packet.bytes.getShort(index) & 0xffff;
    }

    @Test
    void shouldAllocateNothing() throws Exception {
        IpAddress here = IpAddress.of(network.clientAddress(false, 0).getAddress());
        IpAddress here6 = IpAddress.of(network.clientAddress(true, 0).getAddress());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (ResetSender resets = ResetSender.open(network.gateway())) {
            pairs(resets, here, here6, 5_000);
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            pairs(resets, here, here6, 10_000);
            long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            assertTrue(allocated < 10_000, () -> allocated + " bytes for 20,000 resets");
        }
    }

    private static void pairs(ResetSender resets, IpAddress v4, IpAddress v6, int count) {
        for (int i = 0; i < count; i++) {
            resets.from(v4.high(), v4.low(), 1).to(v4.high(), v4.low(), 2).send(i);
            resets.from(v6.high(), v6.low(), 1).to(v6.high(), v6.low(), 2).send(i, 1);
        }
    }

    /** The sequence numbers that each end expects next, as the packets on their way show them. */
    private static final class NextNumbers implements PacketHandler {
        private volatile int serverPort;
        private volatile int fromClient;
        private volatile int fromServer;

        @Override
        public void onPacket(RawPacket packet) {
            boolean v4 = (packet.bytes.get(packet.offset) & 0xf0) == 0x40;
            int tcp = packet.offset + (v4 ? 20 : 40);
            int payload = packet.length - (tcp - packet.offset) - (packet.bytes.get(tcp + 12) >> 2 & 0x3c);
            int syn = packet.bytes.get(tcp + 13) >> 1 & 1;
            int next = packet.bytes.getInt(tcp + 4) + payload + syn;
            if (port(packet, tcp) == serverPort) {
                fromServer = next;
            } else {
                fromClient = next;
            }
        }
    }
}
