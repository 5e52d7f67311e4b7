package gateway.scanner.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.content.ScannerStatus.Phase;
import gateway.scanner.FakeClamd;
import gateway.scanner.clamd.ClamdAddress;
import gateway.scanner.clamd.Deadline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClamdWatchTest {
    private static final Patience SHORT = new Patience(500, 60_000, 50, 50);

    @TempDir
    private Path folder;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final FakeClamd.Behaviour healthy = (clamd, command, connection) -> {
        asked.add(command);
        FakeClamd.say(connection, command.equals("PING") ? "PONG\0" : "ClamAV 1.4.6/27000/Sun Nov 22\0");
    };
    private FakeClamd fake;
    private FakeSupply supply;
    private ClamdWatch watch;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeClamd(folder, healthy);
        supply = new FakeSupply(fake.address());
        watch = new ClamdWatch(supply, SHORT, System::nanoTime);
    }

    @AfterEach
    void close() throws Exception {
        watch.close();
        fake.close();
    }

    private static void waitFor(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private void waitFor(Phase phase) throws InterruptedException {
        waitFor(() -> watch.phase() == phase);
    }

    private long await(long millis) throws InterruptedException {
        return watch.await(Deadline.in(millis, System::nanoTime), cutter -> { });
    }

    @Test
    void shouldDoNothingWhileNobodyWantsIt() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(300);
        assertEquals(Phase.IDLE, watch.phase());
        assertEquals(0, supply.starts.get());
        watch.want(true);
        waitFor(Phase.SERVING);
        assertEquals("ClamAV 1.4.6/27000/Sun Nov 22", watch.version());
        watch.want(false);
        waitFor(Phase.IDLE);
        assertFalse(supply.alive());
    }

    @Test
    void shouldStartWhereSomebodyWaits() throws InterruptedException {
        assertEquals(1, await(50_000));
        assertEquals(0, watch.restarts());
    }

    @Test
    void shouldStartAgainWhatDied() throws InterruptedException {
        await(50_000);
        supply.alive = false;
        waitFor(() -> supply.starts.get() == 2);
        assertEquals(2, await(50_000));
        assertEquals(1, watch.restarts());
    }

    @Test
    void shouldKillAndStartAgainWhatHangs() throws InterruptedException {
        await(50_000);
        fake.behave(FakeClamd.deaf());
        waitFor(() -> supply.kills.get() == 1);
        fake.behave(healthy);
        waitFor(() -> supply.starts.get() >= 2);
        await(50_000);
        assertEquals(Phase.SERVING, watch.phase());
    }

    @Test
    void shouldNotTakeOneForHungThatStillLoads() throws InterruptedException {
        fake.behave(FakeClamd.deaf());
        watch.want(true);
        TimeUnit.MILLISECONDS.sleep(3 * SHORT.hung());
        assertEquals(Phase.STARTING, watch.phase());
        assertEquals(0, supply.kills.get());
        assertEquals(-1, await(1));
    }

    @Test
    void shouldGiveUpHopeButNotTrying() throws InterruptedException {
        supply.startable = false;
        watch.want(true);
        waitFor(Phase.DOWN);
        assertTrue(watch.down().orElseThrow().contains("status 1"));
        assertEquals(-1, await(50_000));
        assertTrue(supply.starts.get() >= 3);
        supply.startable = true;
        waitFor(Phase.SERVING);
        assertTrue(watch.down().isEmpty());
    }

    @Test
    void shouldSayWhatIsMissing() throws InterruptedException {
        supply.installed = false;
        watch.want(true);
        waitFor(Phase.DOWN);
        assertEquals("clamd is not installed", watch.sentence());
        supply.installed = true;
        waitFor(Phase.SERVING);
    }

    @Test
    void shouldLookAgainWhereAScanFailed() throws InterruptedException {
        long start = await(50_000);
        fake.behave((clamd, command, connection) -> { });
        watch.suspect(start, new IOException("Connection reset"));
        assertEquals(Phase.STARTING, watch.phase());
        assertEquals(-1, await(100));
        fake.behave(healthy);
        assertEquals(start + 1, await(50_000));
        watch.suspect(start, new IOException("late"));
        assertEquals(Phase.SERVING, watch.phase());
    }

    @Test
    void shouldNotTakeASlowOneForHung() throws InterruptedException {
        long start = await(50_000);
        fake.behave((clamd, command, connection) -> {
            TimeUnit.MILLISECONDS.sleep(2 * SHORT.question());
            FakeClamd.say(connection, "PONG\0");
        });
        for (int i = 0; i < 3; i++) {
            watch.suspect(start, new IOException("clamd says: no memory"));
            start = await(50_000);
        }
        assertEquals(4, start);
        assertEquals(1, supply.starts.get());
    }

    @Test
    void shouldStopWaitingWhenItIsCut() throws Exception {
        fake.behave(FakeClamd.deaf());
        AtomicReference<Runnable> cut = new AtomicReference<>();
        CompletableFuture<Long> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return watch.await(Deadline.in(50_000, System::nanoTime), cut::set);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        waitFor(() -> cut.get() != null);
        cut.get().run();
        assertEquals(-1, waiting.get(30, TimeUnit.SECONDS));
    }

    @Test
    void shouldHaveSignaturesLoadedThatCame() throws InterruptedException {
        await(50_000);
        supply.change = Supply.Change.RELOAD;
        waitFor(() -> asked.contains("RELOAD"));
        supply.change = Supply.Change.RESTART;
        waitFor(() -> supply.starts.get() == 2);
        await(50_000);
    }

    @Test
    void shouldTakeAnothersClamdForDownOnlyAfterAWhile() throws Exception {
        try (ClamdWatch other = new ClamdWatch(new OtherSupply(new ClamdAddress.Unix(folder.resolve("none")), 9),
            SHORT, System::nanoTime)) {
            other.want(true);
            waitFor(() -> other.phase() == Phase.DOWN);
            assertTrue(other.sentence().startsWith("no clamd at " + folder.resolve("none")), other.sentence());
        }
        try (ClamdWatch other = new ClamdWatch(new OtherSupply(fake.address(), 9), SHORT, System::nanoTime)) {
            other.want(true);
            waitFor(() -> other.phase() == Phase.SERVING);
            fake.behave(FakeClamd.deaf());
            waitFor(() -> other.phase() == Phase.DOWN);
            fake.behave(healthy);
            waitFor(() -> other.phase() == Phase.SERVING);
        }
    }
}
