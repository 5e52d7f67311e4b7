package gateway.scanner.pool;

import gateway.api.content.Scan;
import gateway.api.content.ScanContent;
import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict;
import gateway.api.content.ScanVerdict.NotScanned;
import gateway.api.content.ScanVerdict.Reason;
import gateway.scanner.clamd.Deadline;
import gateway.scanner.clamd.Verdicts;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One scan. It waits, is made by one scan thread, and is settled once: by that thread, or, while it waits, by the
 * thread that looks after deadlines.
 */
final class ScanTask implements Scan {
    private enum State { WAITING, RUNNING, SETTLED }

    private final ScanMethod method;
    private final long length;
    private final Deadline deadline;
    private final Consumer<ScanVerdict> told;
    private final Runnable onCancel;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    /** Why it has to end, once it has to. */
    private final AtomicReference<NotScanned> order = new AtomicReference<>();
    /** What cuts short what its thread is doing. */
    private volatile Runnable cut = () -> { };
    /** Let go when it is settled: the task may stand in the queue for a while after that. */
    private volatile ScanContent content;

    ScanTask(ScanContent content, ScanMethod method, Deadline deadline, Consumer<ScanVerdict> told,
             Runnable onCancel) {
        this.content = content;
        this.method = method;
        length = content.length();
        this.deadline = deadline;
        this.told = told;
        this.onCancel = onCancel;
    }

    @Override
    public void cancel() {
        order(Reason.CANCELLED, "nobody waits for it any more");
        onCancel.run();
    }

    /** It has to end, for the first reason that is given. Takes effect with {@link #obey}. */
    void order(Reason reason, String detail) {
        order.compareAndSet(null, Verdicts.notScanned(method, reason, detail));
    }

    /** Why it has to end; null while it need not. */
    NotScanned order() {
        return order.get();
    }

    /** Ends it if it has to; again and again, until its thread has heard. */
    void obey() {
        NotScanned why = order.get();
        if (why != null && !settle(State.WAITING, why)) {
            cut.run();
        }
    }

    /** Whether its turn is taken; false if it was settled before. */
    boolean begin() {
        return state.compareAndSet(State.WAITING, State.RUNNING);
    }

    /** What its thread does now can be cut short by this; cut at once where it has to end already. */
    void cutBy(Runnable cutter) {
        cut = cutter;
        if (order.get() != null) {
            cutter.run();
        }
    }

    /** The end of a scan that was begun. */
    void end(ScanVerdict verdict) {
        settle(State.RUNNING, verdict);
    }

    private boolean settle(State from, ScanVerdict verdict) {
        if (!state.compareAndSet(from, State.SETTLED)) {
            return false;
        }
        content = null;
        told.accept(verdict);
        return true;
    }

    boolean settled() {
        return state.get() == State.SETTLED;
    }

    ScanContent content() {
        return content;
    }

    ScanMethod method() {
        return method;
    }

    long length() {
        return length;
    }

    Deadline deadline() {
        return deadline;
    }
}
