package gateway.lab.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program in the background, its output in a file. Any thread. */
public final class RunningProgram implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final String name;
    private final Process process;
    private final Path output;

    RunningProgram(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    /** What it is called in messages. */
    public String name() {
        return name;
    }

    /** The process's id; it stays the program's through {@code ip netns exec}, which does not fork. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** CPU time that it has used so far; of its last reading if it is gone. */
    public Duration cpu() {
        return ProcessStatus.of(pid()).map(ProcessStatus::cpu).orElse(Duration.ZERO);
    }

    /** The process itself, for its pipes where it was started with them. */
    public Process process() {
        return process;
    }

    /** Everything that it has written so far. */
    public String output() {
        try {
            return Files.exists(output) ? new String(Files.readAllBytes(output), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end; false if it has not ended within {@code limit}. */
    public boolean await(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Its exit status, once it has ended. */
    public int status() {
        return process.exitValue();
    }

    /** Asks it to end (SIGTERM); does not wait. */
    public void terminate() {
        process.destroy();
    }

    /** Kills it (SIGKILL) and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        await(GRACE);
    }

    /** Ends it: asked first, killed after five seconds. */
    @Override
    public void close() {
        terminate();
        if (!await(GRACE)) {
            kill();
        }
    }
}
