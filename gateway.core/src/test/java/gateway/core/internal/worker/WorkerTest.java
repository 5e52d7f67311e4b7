package gateway.core.internal.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.flow.FlowTimeouts;
import gateway.core.internal.locality.AnnouncedAddresses;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.pipeline.Enforcement;
import gateway.core.internal.pipeline.FlowObserver;
import gateway.core.internal.pipeline.ManagedFlow;
import gateway.core.internal.pipeline.Pipeline;
import gateway.core.internal.pipeline.PipelineServices;
import gateway.core.internal.pipeline.PipelineSettings;
import gateway.core.internal.source.PacketHandler;
import gateway.core.internal.source.PacketSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerTest {
    /** Hands over what a test puts in, and waits as a queue's socket does. */
    private static final class Scripted implements PacketSource {
        private static final Runnable WAKE_UP = () -> { };

        private final LinkedBlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();
        private final LinkedBlockingQueue<CraftedPacket> packets = new LinkedBlockingQueue<>();
        private volatile boolean ended;

        @Override
        public int poll(PacketHandler handler, int timeoutMillis) {
            if (ended) {
                return -1;
            }
            try {
                // Waits for good: nothing but a wake-up may end it.
                steps.poll(1, TimeUnit.HOURS).run();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            CraftedPacket packet = packets.poll();
            if (packet != null) {
                handler.onPacket(packet.raw());
            }
            return packet == null ? 0 : 1;
        }

        void send(CraftedPacket packet) {
            packets.add(packet);
            wakeUp();
        }

        @Override
        public void wakeUp() {
            steps.add(WAKE_UP);
        }

        @Override
        public void close() {
            ended = true;
            wakeUp();
        }
    }

    private final Scripted source = new Scripted();
    private final AtomicInteger ended = new AtomicInteger();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Pipeline pipeline = new Pipeline(
        new PipelineSettings(0, 100, FlowTimeouts.DEFAULT, 4, 1, true),
        new PipelineServices(() -> 1000, InsideNetworks.NONE::side, new AnnouncedAddresses(16, 1000, 1),
            Enforcement.NONE, new FlowObserver() {
                @Override
                public void onEnd(ManagedFlow flow) {
                    ended.incrementAndGet();
                }
            }, (entry, thrown) -> { }));
    private final Worker worker = new Worker(source, pipeline, () -> 1000, failures::add);
    private final WorkerProxy proxy = worker.proxy();
    private final Thread thread = new Thread(worker, "worker under test");

    @AfterEach
    void stop() throws InterruptedException {
        worker.stop();
        thread.join();
    }

    @Test
    void shouldHandPacketsToItsPipeline() throws Exception {
        thread.start();
        source.send(CraftedPacket.udp().payload("one"));
        while (proxy.ask(p -> p.counters().packets) < 1) {
            Thread.onSpinWait();
        }
        assertEquals("1", proxy.ask(p -> "" + p.flows().size()));
    }

    @Test
    void shouldDoWhatItIsToldOnItsOwnThreadThoughNoPacketComes() throws Exception {
        thread.start();
        AtomicReference<Thread> seen = new AtomicReference<>();
        Pipeline given = proxy.ask(p -> {
            seen.set(Thread.currentThread());
            return p;
        });
        assertSame(pipeline, given);
        assertSame(thread, seen.get());
        assertNotSame(thread, Thread.currentThread());
    }

    @Test
    void shouldKeepTheOrderOfCommands() throws Exception {
        List<Integer> done = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 500; i++) {
            int number = i;
            assertTrue(proxy.tell(p -> done.add(number)));
        }
        thread.start();
        proxy.ask(p -> 0);
        assertEquals(500, done.size());
        for (int i = 0; i < 500; i++) {
            assertEquals(i, done.get(i));
        }
    }

    @Test
    void shouldSayWhenItsInboxIsFull() {
        int taken = 0;
        while (taken < 10_000 && proxy.tell(p -> { })) {
            taken++;
        }
        assertEquals(4096, taken);
        assertThrows(TimeoutException.class, () -> proxy.ask(p -> 0));
    }

    @Test
    void shouldGiveUpAQuestionThatIsNotAnswered() throws Exception {
        thread.start();
        CountDownLatch stuck = new CountDownLatch(1);
        proxy.tell(p -> await(stuck));
        assertThrows(TimeoutException.class, () -> proxy.ask(p -> 0));
        stuck.countDown();
        assertEquals("seven", proxy.ask(p -> "seven"));
    }

    @Test
    void shouldTellWhoAskedWhatWentWrong() throws Exception {
        thread.start();
        IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> proxy.ask(p -> {
            throw new UnsupportedOperationException("no");
        }));
        assertTrue(thrown.getCause() instanceof UnsupportedOperationException);
        assertThrows(IllegalStateException.class, () -> proxy.ask(p -> {
            throw new NoClassDefFoundError("gone");
        }));
        assertEquals("seven", proxy.ask(p -> "seven"));
        assertEquals(List.of(), failures);
    }

    @Test
    void shouldGoOnAfterErrorsAndTellOfFewerAndFewer() throws Exception {
        thread.start();
        for (int i = 0; i < 20; i++) {
            proxy.tell(p -> {
                throw new AssertionError("broken command");
            });
        }
        assertEquals("seven", proxy.ask(p -> "seven"));
        assertEquals(5, failures.size(), "the 1st, 2nd, 4th, 8th and 16th");
    }

    @Test
    void shouldDoWhatItWasToldAndEndItsFlowsWhenItStops() throws Exception {
        thread.start();
        source.send(CraftedPacket.udp().payload("one"));
        while (proxy.ask(p -> p.flows().size()) < 1) {
            Thread.onSpinWait();
        }
        CountDownLatch busy = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        proxy.tell(p -> await(busy));
        proxy.tell(p -> {
            throw new IllegalStateException("broken command");
        });
        proxy.tell(p -> done.incrementAndGet());
        worker.stop();
        busy.countDown();
        thread.join();

        assertEquals(1, done.get());
        assertEquals(1, ended.get());
    }

    @Test
    void shouldEndWithItsSource() throws Exception {
        thread.start();
        source.close();
        thread.join();
        assertFalse(thread.isAlive());
    }

    @Test
    void shouldShowThatItsLoopTurns() throws Exception {
        thread.start();
        proxy.ask(p -> 0);
        long before = worker.turns();
        proxy.ask(p -> 0);
        proxy.ask(p -> 0);
        assertTrue(worker.turns() > before);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
