package gateway.localizer.source;

import java.io.IOException;
import java.util.Optional;

/** Something that is read again and again. One thread; {@link #close} may come on another, and ends a read. */
interface Source extends AutoCloseable {
    /** Whether it is time to look again. */
    boolean due(long nowMillis);

    /**
     * What is there now; empty where it is what was read last, or is being written.
     *
     * @throws IOException with what is wrong, in a sentence without its end
     */
    Optional<byte[]> read(long nowMillis) throws IOException;

    @Override
    void close();
}
