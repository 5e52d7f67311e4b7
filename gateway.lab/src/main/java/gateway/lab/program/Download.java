package gateway.lab.program;

import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A file on its way to a client.
 *
 * @param program the client
 * @param target where it writes
 * @param original what it should become
 */
public record Download(RunningProgram program, Path target, SharedFile original) implements AutoCloseable {
    /** A look reads the whole file. */
    private static final Duration LOOK = Duration.ofMillis(250);

    /** Whether every byte is there and right. */
    public boolean complete() {
        return original.sameAs(target);
    }

    /** Waits until it is complete; false if it is not within {@code limit}. */
    public boolean await(Duration limit) {
        return Await.holds(limit, LOOK, this::complete);
    }

    /** Ends the client. */
    @Override
    public void close() {
        program.close();
    }
}
