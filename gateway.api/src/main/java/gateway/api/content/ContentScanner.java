package gateway.api.content;

import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says of content that is complete (a whole file, or one window of it) whether something known to be harmful is in it.
 * Core keeps the bytes, the scanner reads them on threads of its own; the answer comes later.
 *
 * <p>Every method may be called on any thread, workers included, and returns at once: it takes no lock, waits for
 * nothing and reads no content. What there is no room for is answered, not queued.
 */
@ConsumerType
public interface ContentScanner {
    /**
     * Scans content. Exactly one verdict comes, whatever happens: on a thread of the scanner, or, where it is refused,
     * on the calling thread before this returns. Once it has come, the content is not touched any more.
     *
     * @param content what to scan; it stays as it is until the verdict
     * @param method which part of a file it is; the verdict repeats it
     * @param verdict is told; returns quickly and does not throw
     */
    Scan scan(ScanContent content, ScanMethod method, Consumer<ScanVerdict> verdict);

    /** What holds for scans now; changes with settings and signatures. */
    ScanTerms terms();

    /**
     * Whether any rule asks for scans. While none does, the scanner may put down what costs memory; it says so in its
     * status. A scan that comes nevertheless counts as such a wish.
     */
    default void wanted(boolean scans) {
    }

    /** Where the scanner stands and what it counted. */
    ScannerStatus status();
}
