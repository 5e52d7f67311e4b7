package gateway.core.internal.intake;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import gateway.core.internal.namespaces.ForwardingNetwork;
import gateway.core.internal.namespaces.Sockets;
import gateway.core.internal.source.PacketHandler;
import gateway.core.internal.source.RawPacket.Lane;
import gateway.core.internal.source.RawPacket.Verdict;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing is allocated for a packet, in both lanes and with every kind of verdict, over real traffic. */
class AllocationTest {
    private static final int WARM_UP = 40_000;
    private static final int MEASURED = 120_000;
    /** Less than a byte for each packet: the runtime may do something of its own meanwhile. */
    private static final long ALLOWED = MEASURED / 2;

    private long packets;
    private int heldQueue;
    private int held;
    private boolean holding;

    @Test
    @Timeout(120)
    void shouldAllocateNothingForAPacket() throws Exception {
        try (ForwardingNetwork network = ForwardingNetwork.open();
                DatagramChannel client = Sockets.datagrams(network.client(), network.clientAddress(false, 0));
                DatagramChannel server = Sockets.datagrams(network.server(), network.serverAddress(false));
                QueueSocket queue = QueueSocket.open(new QueueSettings(network.gateway(), 0, 1, 4096, false))) {
            network.rule("-j", "NFQUEUE", "--queue-num", "0");
            Thread sender = new Thread(() -> flood(client, server));
            sender.start();
            try {
                forward(queue, WARM_UP);
                ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
                long self = Thread.currentThread().getId();
                long before = threads.getThreadAllocatedBytes(self);
                forward(queue, WARM_UP + MEASURED);
                long allocated = threads.getThreadAllocatedBytes(self) - before;
                assertTrue(allocated < ALLOWED, () -> allocated + " bytes for " + MEASURED + " packets");
            } finally {
                sender.interrupt();
                sender.join();
                network.noRules();
            }
        }
    }

    private void forward(QueueSocket queue, long until) {
        PacketHandler handler = packet -> {
            packets++;
            if (packet.lane == Lane.CLASSIFY && packets % 4 == 0) {
                packet.verdict = Verdict.READ;
            } else if (packets % 16 == 1 && !holding) {
                packet.verdict = Verdict.HOLD;
                heldQueue = packet.queue;
                held = packet.id;
                holding = true;
            } else {
                packet.setMark = true;
                packet.newMark = 7;
            }
        };
        while (packets < until) {
            queue.poll(handler, 100);
            if (holding) {
                queue.settle(heldQueue, held, Verdict.DROP, 1);
                holding = false;
            }
        }
    }

    private static void flood(DatagramChannel from, DatagramChannel to) {
        try {
            ByteBuffer small = ByteBuffer.allocateDirect(64);
            while (!Thread.currentThread().isInterrupted()) {
                from.send(small.clear(), to.getLocalAddress());
            }
        } catch (java.io.IOException closedByTheInterrupt) {
            // The end of the flood.
        }
    }
}
