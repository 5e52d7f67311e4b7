package gateway.scanner.daemon;

import gateway.api.content.ScannerStatus.Signatures;
import gateway.scanner.clamd.ClamdAddress;
import java.io.IOException;

/**
 * Where a clamd is had: one of ours, or one that somebody else keeps. Used by the watching thread only, but for what is
 * said otherwise.
 */
public interface Supply extends AutoCloseable {
    /** Whether it is up to us to start it. Any thread. */
    boolean ours();

    /** Starts it; it is some time before it answers. */
    void start() throws IOException;

    /** Whether there is something to ask; of another's clamd nobody knows. */
    boolean alive();

    /** Where it listens, once it was started. */
    ClamdAddress address();

    /** Why it ended. */
    String ending();

    /** Ends it at once: it hangs. */
    void kill();

    /** Ends it: nobody needs it. */
    void stop();

    /** Looks whether signatures have changed. */
    Change look();

    /** What is looked for, as far as known. Any thread. */
    Signatures signatures();

    /** How many bytes of a window the next one has to repeat. Any thread. */
    int overlapBytes();

    /** Ends it for good, and leaves nothing behind. */
    @Override
    void close();

    /** What came of a look at signatures. */
    enum Change {
        /** They are the same. */
        NONE,
        /** clamd has to load them again. */
        RELOAD,
        /** clamd has to be started with others. */
        RESTART
    }
}
