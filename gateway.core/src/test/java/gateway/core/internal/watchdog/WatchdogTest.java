package gateway.core.internal.watchdog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.classify.ParserEntry;
import gateway.core.internal.fence.BundleCode;
import gateway.core.internal.fence.Whereabouts;
import gateway.core.internal.crafted.FakeParser;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The watchdog on a clock of the test's, with loops that turn when the test says so. */
class WatchdogTest {
    private static final ParserEntry FIRST = new ParserEntry(0, "first", FakeParser.of("first", "F"));
    private static final ParserEntry SECOND = new ParserEntry(1, "second", FakeParser.of("second", "S"));
    private static final int LOOKS_TO_A_STALL = (int) (Watchdog.STALL_NANOS / Watchdog.LOOK_NANOS);

    /** A loop that does what it is told. */
    private static final class Loop implements Watched {
        private final WhereaboutsScript thread = new WhereaboutsScript();
        private long turns;
        private long waited;

        @Override
        public long turns() {
            return turns;
        }

        @Override
        public long waitedNanos() {
            return waited;
        }

        @Override
        public Whereabouts whereabouts() {
            return thread.whereabouts();
        }
    }

    private final List<Judge.Stall> stalls = new ArrayList<>();
    private final List<String> slow = new ArrayList<>();
    private final List<Loop> loops = new ArrayList<>(List.of(new Loop()));
    private final Loop loop = loops.get(0);
    private long now = 12_345;
    private final Watchdog watchdog = new Watchdog(() -> loops, () -> now, new Judge() {
        @Override
        public void onStalls(List<Stall> found) {
            stalls.addAll(found);
        }

        @Override
        public void onSlow(BundleCode bundle, String reason) {
            slow.add(((ParserEntry) bundle).id() + ": " + reason);
        }
    });

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            now += Watchdog.LOOK_NANOS;
            watchdog.look();
        }
    }

    @Test
    void shouldNameTheBundleInWhichALoopStandsStill() {
        loop.thread.enter(FIRST);
        look(LOOKS_TO_A_STALL);
        assertEquals(List.of(), stalls);
        look(1);
        assertEquals(1, stalls.size());
        assertSame(loop, stalls.get(0).loop());
        assertSame(FIRST, stalls.get(0).culprit());
        assertFalse(stalls.get(0).isOver());
        assertEquals(500, stalls.get(0).millis());
    }

    @Test
    void shouldTellOnceOfEachStall() {
        loop.thread.enter(FIRST);
        look(10 * LOOKS_TO_A_STALL);
        assertEquals(1, stalls.size());
        loop.thread.leave();
        loop.turns++;
        look(1);
        assertTrue(stalls.get(0).isOver());
        loop.thread.enter(FIRST);
        look(LOOKS_TO_A_STALL + 1);
        assertEquals(2, stalls.size());
    }

    @Test
    void shouldNotMindALoopThatTurns() {
        loop.thread.enter(FIRST);
        for (int i = 0; i < 100; i++) {
            loop.turns++;
            loop.thread.leave();
            loop.thread.enter(FIRST);
            look(LOOKS_TO_A_STALL / 2);
        }
        assertEquals(List.of(), stalls);
    }

    @Test
    void shouldNotBlameABundleForAStandstillOfEverything() {
        loop.thread.enter(FIRST);
        for (int i = 0; i < LOOKS_TO_A_STALL / 4; i++) {
            now += TimeUnit.MINUTES.toNanos(10);
            watchdog.look();
        }
        assertEquals(List.of(), stalls);
        assertEquals(List.of(), slow);
    }

    @Test
    void shouldBeMorePatientWithAThreadThatGetsFromCallToCall() {
        int long5 = (int) (Watchdog.LONG_STALL_NANOS / Watchdog.LOOK_NANOS);
        for (int i = 0; i < long5; i++) {
            loop.thread.enter(i % 4 == 0 ? FIRST : SECOND);
            look(1);
            loop.thread.leave();
        }
        assertEquals(List.of(), stalls);
        loop.thread.enter(SECOND);
        look(1);
        assertEquals(1, stalls.size());
        assertSame(SECOND, stalls.get(0).culprit());
    }

    @Test
    void shouldBlameNoBundleWhereTheThreadIsInNone() {
        look((int) (Watchdog.LONG_STALL_NANOS / Watchdog.LOOK_NANOS));
        assertEquals(List.of(), stalls);
        look(1);
        assertEquals(1, stalls.size());
        assertNull(stalls.get(0).culprit());
    }

    @Test
    void shouldBlameTheBundleThatWasCalledByAnotherAndDoesNotComeBack() {
        loop.thread.enter(FIRST);
        loop.thread.enter(SECOND);
        look(LOOKS_TO_A_STALL + 1);
        assertSame(SECOND, stalls.get(0).culprit());
    }

    @Test
    void shouldBlameTheBundleThatCallsOthersForEver() {
        loop.thread.enter(FIRST);
        for (int i = 0; i <= LOOKS_TO_A_STALL; i++) {
            loop.thread.enter(SECOND);
            look(1);
            loop.thread.leave();
            if (i % 8 == 0) {
                look(1);
            }
        }
        assertSame(FIRST, stalls.get(0).culprit());
    }

    @Test
    void shouldWatchEveryLoopAndTellOfThemTogether() {
        Loop other = new Loop();
        loops.add(other);
        loop.thread.enter(FIRST);
        other.thread.enter(FIRST);
        look(LOOKS_TO_A_STALL + 1);
        assertEquals(List.of(loop, other), stalls.stream().map(Judge.Stall::loop).toList());
    }

    @Test
    void shouldForgetALoopThatWasReplaced() {
        loop.thread.enter(FIRST);
        look(LOOKS_TO_A_STALL - 1);
        loops.set(0, new Loop());
        look(LOOKS_TO_A_STALL);
        assertEquals(List.of(), stalls);
    }

    @Test
    void shouldFindABundleWhoseCallsTakeAbsurdTime() {
        for (int i = 0; i < 60; i++) {
            loop.thread.enter(SECOND);
            look(1);
            loop.thread.leave();
            loop.turns++;
            look(1);
        }
        assertEquals(1, slow.size(), slow::toString);
        assertTrue(slow.get(0).startsWith("second: it took 1.0 s of the last 10 s"), slow::toString);
        assertEquals(List.of(), stalls);
    }

    /** The machine is short of processors, and so few calls come to their end. */
    @Test
    void shouldNotBlameABundleForTimeInWhichItsThreadHadNoProcessor() {
        for (int i = 0; i < 2000; i++) {
            loop.thread.enter(SECOND);
            loop.waited += Watchdog.LOOK_NANOS * 95 / 100;
            look(1);
            loop.thread.leave();
            loop.turns++;
        }
        assertEquals(List.of(), slow);
    }

    @Test
    void shouldNotMindABundleThatIsMerelyBusy() {
        for (int i = 0; i < 2000; i++) {
            for (int call = 0; call < 50; call++) {
                loop.thread.enter(SECOND);
                loop.thread.leave();
            }
            loop.thread.enter(SECOND);
            look(1);
            loop.thread.leave();
            loop.turns++;
        }
        assertEquals(List.of(), slow);
    }

    @Test
    void shouldNotMindALongCallNowAndThen() {
        for (int i = 0; i < 20; i++) {
            loop.thread.enter(SECOND);
            look(12);
            loop.thread.leave();
            for (long idle = 0; idle < SlowCalls.WINDOW_NANOS; idle += Watchdog.LOOK_NANOS) {
                loop.turns++;
                look(1);
            }
        }
        assertEquals(List.of(), slow);
        assertEquals(List.of(), stalls);
    }

    @Test
    void shouldLookOnAThreadOfItsOwn() throws InterruptedException {
        loop.thread.enter(FIRST);
        java.util.concurrent.CountDownLatch told = new java.util.concurrent.CountDownLatch(1);
        try (Watchdog real = new Watchdog(() -> loops, System::nanoTime, new Judge() {
            @Override
            public void onStalls(List<Stall> found) {
                told.countDown();
            }

            @Override
            public void onSlow(BundleCode bundle, String reason) {
            }
        })) {
            real.start();
            assertTrue(told.await(60, TimeUnit.SECONDS));
        }
    }
}
