package gateway.scanner.pool;

import gateway.api.content.ScanContent;
import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict;
import gateway.scanner.clamd.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/** What scans. Any number of threads. */
public interface Engine {
    /** Why nothing can be scanned for now; empty where it can, or soon will. Does not wait. */
    Optional<String> down();

    /**
     * Waits until it can scan.
     *
     * @param cutter is given what ends the waiting
     * @return which start of the engine that is; negative where it is down, the deadline has passed, or it was cut
     */
    long await(Deadline deadline, Consumer<Runnable> cutter) throws InterruptedException;

    /** Scans, as {@link gateway.scanner.clamd.Clamd#scan} does. */
    ScanVerdict scan(ScanContent content, ScanMethod method, Deadline deadline, ByteBuffer buffer,
                     Consumer<Runnable> cutter) throws IOException;

    /** A scan failed on that start of the engine: it may be gone. */
    void suspect(long start, IOException why);
}
