package gateway.core.internal.content;

import gateway.api.content.Scan;
import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict;
import gateway.api.content.ScanVerdict.NotScanned;
import gateway.api.content.ScanVerdict.Reason;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One question to a scanner. Whoever asked is told once, by the scanner or in its place; the content is let go of once
 * the scanner has said something, since it may read until then. Any thread.
 */
public final class Asked {
    private volatile KeptContent content;
    private volatile ScanMethod method;
    private final Consumer<ScanVerdict> verdict;
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Scan scan;
    private volatile boolean cancelled;

    Asked(KeptContent content, ScanMethod method, Consumer<ScanVerdict> verdict) {
        this.content = content;
        this.method = method;
        this.verdict = verdict;
    }

    /** It is about a whole file instead of the part that it was about; before it is put. The caller's hold is its. */
    void becomeWhole(KeptContent file) {
        content.drop();
        content = file;
        method = ScanMethod.WHOLE;
    }

    KeptContent content() {
        return content;
    }

    ScanMethod method() {
        return method;
    }

    /** Nobody waits for the verdict any more; it may come all the same. */
    public void cancel() {
        cancelled = true;
        Scan under = scan;
        if (under != null) {
            under.cancel();
        }
    }

    /** Whether {@link #cancel} was called. */
    boolean cancelled() {
        return cancelled;
    }

    /** The scanner has taken it. */
    void taken(Scan under) {
        scan = under;
        if (cancelled && under != null) {
            under.cancel();
        }
    }

    /** The scanner has said something, and reads no more. */
    void answer(ScanVerdict said) {
        tell(said);
        end();
    }

    /** There is no verdict, for a reason. */
    void refuse(Reason reason, String detail) {
        answer(new NotScanned(method, reason, detail));
    }

    /** Says in the scanner's place that there is no verdict; it may read still. */
    void tellNot(Reason reason, String detail) {
        tell(new NotScanned(method, reason, detail));
    }

    private void tell(ScanVerdict said) {
        if (told.compareAndSet(false, true)) {
            verdict.accept(said);
        }
    }

    /** The content is not read any more, as far as this question goes. */
    void end() {
        if (over.compareAndSet(false, true)) {
            content.drop();
        }
    }
}
