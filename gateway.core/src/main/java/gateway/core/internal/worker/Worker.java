package gateway.core.internal.worker;

import gateway.core.internal.fence.Whereabouts;
import gateway.core.internal.pipeline.Pipeline;
import gateway.core.internal.source.PacketSource;
import gateway.core.internal.watchdog.ProcessorWait;
import gateway.core.internal.watchdog.Watched;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;

/**
 * One thread, one source, one pipeline: commands, packets, timers, for as long as it is wanted. Takes no lock and
 * waits for nothing but packets.
 *
 * <p>One that does not come back from a bundle is given up ({@link #abandon}): another takes its place, and this one
 * ends as soon as it can, without touching the source, the flows or the kernel again.
 */
public final class Worker implements Runnable, Watched {
    private static final int INBOX = 4096;
    private static final int COMMANDS_A_TURN = 64;
    /** What a turn that failed like the one before it costs in time, so that a broken source does not burn a core. */
    private static final long PAUSE_NANOS = 10_000_000;

    private final PacketSource source;
    private final Pipeline pipeline;
    private final LongSupplier clock;
    private final Consumer<Throwable> onFailure;
    private final MessagePassingQueue<Consumer<Pipeline>> inbox = new MpscAtomicArrayQueue<>(INBOX);
    /** A field, since a lambda that captures would be made anew at every turn. */
    private final MessagePassingQueue.Consumer<Consumer<Pipeline>> perform;
    private volatile boolean wanted = true;
    private volatile long turns;
    private volatile ProcessorWait processorWait = ProcessorWait.NONE;
    private long failures;

    /**
     * A worker that does not run yet.
     *
     * @param onFailure told of an error that no fence caught, of the first, second, fourth, eighth and so on; the
     *     worker goes on
     */
    public Worker(PacketSource source, Pipeline pipeline, LongSupplier clock, Consumer<Throwable> onFailure) {
        this.source = source;
        this.pipeline = pipeline;
        this.clock = clock;
        this.onFailure = onFailure;
        this.perform = command -> command.accept(pipeline);
    }

    /** Runs until {@link #stop}, or until the source has ended; then ends all flows. Once given up, it just ends. */
    @Override
    public void run() {
        processorWait = ProcessorWait.ofThisThread();
        boolean failedBefore = false;
        while (wanted) {
            try {
                turn();
                failedBefore = false;
            } catch (Throwable unexpected) {
                if (abandoned()) {
                    return;
                }
                failed(unexpected);
                if (failedBefore) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                failedBefore = true;
            }
        }
        if (!abandoned()) {
            finish();
        }
    }

    private void finish() {
        while (!inbox.isEmpty() && !abandoned()) {
            try {
                inbox.drain(perform);
            } catch (Throwable unexpected) {
                failed(unexpected);
            }
        }
        try {
            pipeline.onStop();
        } catch (Throwable unexpected) {
            failed(unexpected);
        }
    }

    private void failed(Throwable unexpected) {
        if (!abandoned() && Long.bitCount(++failures) == 1) {
            onFailure.accept(unexpected);
        }
    }

    /** How the others talk to this worker. */
    public WorkerProxy proxy() {
        return new WorkerProxy(this);
    }

    /** Ends the loop after the current turn; any thread. */
    public void stop() {
        wanted = false;
        source.wakeUp();
    }

    /** Gives it up: its thread does not come back from a bundle. Any thread. */
    public void abandon() {
        wanted = false;
        pipeline.whereabouts().abandon();
    }

    /** Whether it was given up; any thread. */
    public boolean abandoned() {
        return pipeline.whereabouts().abandoned();
    }

    @Override
    public long turns() {
        return turns;
    }

    @Override
    public Whereabouts whereabouts() {
        return pipeline.whereabouts();
    }

    @Override
    public long waitedNanos() {
        return processorWait.nanos();
    }

    boolean offer(Consumer<Pipeline> command) {
        boolean taken = inbox.offer(command);
        source.wakeUp();
        return taken;
    }

    private void turn() {
        inbox.drain(perform, COMMANDS_A_TURN);
        if (source.poll(pipeline, pipeline.waitMillis()) < 0) {
            wanted = false;
        }
        pipeline.onTimer(clock.getAsLong());
        turns++;
    }
}
