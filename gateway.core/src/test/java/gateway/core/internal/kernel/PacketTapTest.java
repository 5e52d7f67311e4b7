package gateway.core.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.packet.Packet;
import gateway.core.internal.source.PacketHandler;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.tap.PacketTap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tap on real packets. Nobody listens on the queues, so what is queued passes. As root. */
@Timeout(60)
class PacketTapTest {
    /** A ring of 14 packets: the kernel has credit for 7. */
    private static final int BYTES = 1_000_000;
    private static final int CREDIT = 7;
    private static final int WORKER = 2;

    private TestNetwork network;
    private ConnectionCache cache;
    private KernelRules rules;
    private PacketTap tap;
    private final Seen seen = new Seen();

    @BeforeEach
    void open() throws IOException {
        network = new TestNetwork();
        cache = new ConnectionCache(network.gateway);
        cache.create(100);
        for (int worker = 0; worker < WORKER; worker++) {
            TapCredit.create(network.gateway, worker, 1).close();
        }
        tap = new PacketTap(network.gateway, WORKER, BYTES);
        tap.listen(true);
        assertTrue(tap.listening());
        rules = new KernelRules(network.onGateway, Set.of(Family.values()));
        rules.apply(new RuleSettings(0, WORKER + 1, true, WORKER + 1, 1));
    }

    @AfterEach
    void close() throws IOException {
        tap.close();
        cache.close();
        network.close();
    }

    private static String server(Family family) {
        return family == Family.V4 ? TestNetwork.SERVER : TestNetwork.SERVER6;
    }

    /** Stands for a verdict that leaves the connection's contents to the kernel and this tap. */
    private void mark(Family family, SocketChannel from, SocketChannel to) throws IOException {
        String rule = "-t mangle %s PREROUTING -p tcp -j MARK --set-xmark "
            + Marks.bits(Marks.readTapped(WORKER), 1) + "/" + Marks.MASK;
        network.onGateway.run("", family.command(), String.format(rule, "-A").split(" "));
        say(from, to);
        network.onGateway.run("", family.command(), String.format(rule, "-D").split(" "));
    }

    private static void say(SocketChannel from, SocketChannel to) throws IOException {
        from.write(ByteBuffer.wrap(new byte[] {42}));
        assertEquals(1, to.read(ByteBuffer.allocate(1)));
    }

    /** The server sends bytes that count up, each in a packet. */
    private static void send(int first, int count, SocketChannel here, SocketChannel there) throws IOException {
        for (int i = 0; i < count; i++) {
            here.write(ByteBuffer.wrap(new byte[] {(byte) (first + i)}));
            assertEquals(1, there.read(ByteBuffer.allocate(1)));
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldShowWhatIsForwardedOnCreditAndQueueTheRest(Family family) throws Exception {
        try (ServerSocketChannel listening = TestNetwork.listen(network.server, server(family), 80);
             SocketChannel there = TestNetwork.connect(network.client, server(family), 80);
             SocketChannel here = listening.accept()) {
            here.setOption(StandardSocketOptions.TCP_NODELAY, true);
            send(0, 3, here, there);
            tap.poll(seen);
            assertEquals(0, seen.bytes.size(), "nothing is left to the kernel yet");
            mark(family, there, here);
            tap.poll(seen);
            seen.bytes.reset();
            long queued = rules.counters().queued();
            send(1, CREDIT + 13, here, there);
            long beyond = rules.counters().queued() - queued;
            tap.poll(seen);
            assertEquals(CREDIT + 13, beyond + seen.bytes.size());
            assertTrue(seen.bytes.size() >= CREDIT - 1 && seen.bytes.size() <= CREDIT + 1, seen.bytes.size() + " seen");
            assertEquals(1, seen.bytes.toByteArray()[0]);
            send(100, 5, here, there);
            tap.poll(seen);
            assertTrue(seen.bytes.toString().endsWith("defgh"), "the credit was given back");
        }
    }

    @Test
    void shouldShowNothingWhileNobodyListens() throws Exception {
        try (ServerSocketChannel listening = TestNetwork.listen(network.server, TestNetwork.SERVER, 80);
             SocketChannel there = TestNetwork.connect(network.client, TestNetwork.SERVER, 80);
             SocketChannel here = listening.accept()) {
            mark(Family.V4, there, here);
            tap.listen(false);
            assertFalse(tap.listening());
            tap.poll(seen);
            seen.bytes.reset();
            send(1, 3, here, there);
            assertEquals(0, tap.poll(seen));
            tap.listen(true);
            send(4, 3, here, there);
            tap.poll(seen);
            assertEquals(3, seen.bytes.size());
        }
    }

    @Test
    void shouldReadThroughTheQueueWithoutMemory() {
        try (PacketTap none = new PacketTap(network.gateway, WORKER, 0)) {
            none.listen(true);
            assertFalse(none.listening());
            assertFalse(none.isOpen());
            assertEquals(0, none.poll(seen));
        }
    }

    @Test
    void shouldLeaveNoCreditBehind() throws Exception {
        rules.remove();
        TapCredit.destroyAll(network.gateway);
        TapCredit.destroyAll(network.gateway);
        TapCredit.create(network.gateway, WORKER, 5).close();
    }

    /** The payload of what was shown, all of it on its way to the client. */
    private static final class Seen implements PacketHandler {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Packet packet = new Packet();

        @Override
        public void onPacket(RawPacket raw) {
            throw new AssertionError("a copy has no verdict");
        }

        @Override
        public void onTapped(RawPacket copy) {
            assertEquals(Packet.Kind.FLOW, packet.decode(copy));
            assertEquals(80, packet.sourcePort);
            for (int i = 0; i < packet.payloadCaptured; i++) {
                bytes.write(packet.bytes.get(packet.payloadOffset + i));
            }
        }
    }
}
