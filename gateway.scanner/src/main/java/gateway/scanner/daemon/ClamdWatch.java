package gateway.scanner.daemon;

import gateway.api.content.ScanContent;
import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict;
import gateway.api.content.ScannerStatus.Phase;
import gateway.api.content.ScannerStatus.Signatures;
import gateway.scanner.clamd.Clamd;
import gateway.scanner.clamd.Deadline;
import gateway.scanner.clamd.DeadlinePassed;
import gateway.scanner.clamd.Verdicts;
import gateway.scanner.pool.Engine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether clamd can be asked, and sees to it that it can. It asks every second; one that died or hangs is started
 * again where it is ours, at once the first time, later and later if it never comes to serve.
 */
public final class ClamdWatch implements Engine, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClamdWatch.class);
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long FAREWELL_MILLIS = 2000;
    private static final int VERSION_LENGTH = 100;

    private final Supply supply;
    private final Patience patience;
    private final LongSupplier clock;
    private final Restarts restarts;
    private final ClamdState state = new ClamdState();
    private final Thread thread;
    private volatile boolean wanted;
    private volatile boolean closed;
    private volatile String version = "";
    /** There from the first start on. */
    private volatile Clamd clamd;
    /** When clamd last answered anything, or was started. */
    private volatile long answeredNanos;
    // What follows is the watching thread's own.
    private boolean begun;
    private boolean started;
    /** Whether it has answered since it was started. */
    private boolean answers;
    private long askedNanos;
    private long lookedNanos;

    /** Begins to watch; clamd itself is started when it is {@link #want wanted}. */
    public ClamdWatch(Supply supply, Patience patience, LongSupplier clock) {
        this.supply = supply;
        this.patience = patience;
        this.clock = clock;
        restarts = new Restarts(clock);
        answeredNanos = clock.getAsLong();
        thread = new Thread(this::loop, "clamd watch");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether clamd is needed. Any thread. */
    public void want(boolean needed) {
        wanted = needed;
        LockSupport.unpark(thread);
    }

    /** Where clamd stands. Any thread. */
    public Phase phase() {
        return state.now().phase();
    }

    /** The same in words. */
    public String sentence() {
        return state.now().sentence();
    }

    /** clamd's name and version; empty until it said so. */
    public String version() {
        return version;
    }

    /** What is looked for. */
    public Signatures signatures() {
        return supply.signatures();
    }

    /** How many bytes of a window the next one has to repeat. */
    public int overlapBytes() {
        return supply.overlapBytes();
    }

    /** How often clamd was started again. */
    public long restarts() {
        return restarts.count();
    }

    @Override
    public Optional<String> down() {
        return state.down();
    }

    @Override
    public long await(Deadline deadline, Consumer<Runnable> cutter) throws InterruptedException {
        return state.await(deadline, cutter, () -> want(true));
    }

    @Override
    public ScanVerdict scan(ScanContent content, ScanMethod method, Deadline deadline, ByteBuffer buffer,
                            Consumer<Runnable> cutter) throws IOException {
        ScanVerdict verdict = clamd.scan(content, method, deadline, buffer, cutter);
        answeredNanos = clock.getAsLong();
        return verdict;
    }

    @Override
    public void suspect(long start, IOException why) {
        if (state.suspect(start, "clamd failed: " + words(why))) {
            LockSupport.unpark(thread);
        }
    }

    private void loop() {
        while (!closed) {
            try {
                turn();
            } catch (RuntimeException e) {
                LOG.warn("the watch over clamd failed; it goes on", e);
            }
            LockSupport.parkNanos(this, TURN_NANOS);
        }
        supply.stop();
    }

    private void turn() {
        if (!wanted) {
            if (begun) {
                begun = false;
                supply.stop();
            }
            state.become(Phase.IDLE, "no rule asks for scans");
        } else if (!begun) {
            begun = true;
            state.become(Phase.STARTING, "clamd starts");
            restarts.forgive();
            begin();
        } else if (!supply.alive()) {
            died();
        } else {
            ask();
            look();
        }
    }

    private void died() {
        if (started) {
            started = false;
            restarts.failed();
            LOG.warn("{}", supply.ending());
            state.become(restarts.hopeless() ? Phase.DOWN : Phase.STARTING, supply.ending());
        }
        if (restarts.due()) {
            begin();
        }
    }

    private void begin() {
        try {
            supply.start();
            started = true;
            answers = !supply.ours();
            answeredNanos = clock.getAsLong();
            clamd = new Clamd(supply.address());
            if (supply.ours()) {
                restarts.started();
            }
        } catch (IOException e) {
            restarts.failed();
            state.become(Phase.DOWN, words(e));
        }
    }

    private void ask() {
        boolean serves = state.serves();
        long now = clock.getAsLong();
        if (serves && now - askedNanos < TimeUnit.MILLISECONDS.toNanos(patience.question())) {
            return;
        }
        askedNanos = now;
        try {
            String answer = clamd.ask("PING", Deadline.in(answers ? patience.hung() : patience.question(), clock));
            if (!answer.equals("PONG")) {
                throw new IOException("it answers PING with " + answer);
            }
            serve();
        } catch (IOException e) {
            noAnswer(e, serves);
        }
    }

    private void serve() {
        answers = true;
        answeredNanos = clock.getAsLong();
        if (!state.serves()) {
            restarts.forgive();
            lookedNanos = clock.getAsLong();
            learnVersion();
            state.become(Phase.SERVING, "clamd serves at " + supply.address());
        }
    }

    private void learnVersion() {
        try {
            version = Verdicts.plain(clamd.ask("VERSION", Deadline.in(patience.question(), clock)), VERSION_LENGTH);
        } catch (IOException e) {
            version = ""; // it is asked again when it comes back
        }
    }

    private void noAnswer(IOException why, boolean served) {
        boolean lost = since(answeredNanos, clock.getAsLong(), answers ? patience.hung() : patience.loading());
        if (closed || served && !lost && why instanceof DeadlinePassed) {
            return; // busy: it answers scans
        }
        if (!supply.ours()) {
            state.become(lost ? Phase.DOWN : Phase.STARTING, "no clamd at " + supply.address() + ": " + words(why));
        } else if (lost) {
            LOG.warn("clamd hangs and is started again");
            state.become(Phase.STARTING, "clamd hangs and is started again");
            supply.kill();
        } else if (served) {
            state.become(Phase.STARTING, "clamd does not answer: " + words(why));
        }
    }

    private static boolean since(long from, long now, long millis) {
        return now - from >= TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void look() {
        long now = clock.getAsLong();
        if (!state.serves() || !since(lookedNanos, now, patience.look())) {
            return;
        }
        lookedNanos = now;
        switch (supply.look()) {
            case RELOAD -> reload();
            case RESTART -> {
                state.become(Phase.STARTING, "clamd starts with other signatures");
                started = false; // its end is no failure
                supply.stop();
            }
            default -> { }
        }
    }

    private void reload() {
        try {
            clamd.ask("RELOAD", Deadline.in(patience.hung(), clock));
            LOG.info("clamd loads its signatures again");
            learnVersion();
        } catch (IOException e) {
            LOG.warn("clamd does not load its signatures again: {}", words(e));
        }
    }

    private static String words(IOException why) {
        return Verdicts.plain(String.valueOf(why.getMessage()), 150);
    }

    /** Ends, and with it a clamd that is ours. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(FAREWELL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        supply.close();
    }
}
