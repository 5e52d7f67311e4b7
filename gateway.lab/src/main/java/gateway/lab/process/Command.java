package gateway.lab.process;

import gateway.lab.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end, within a bound. */
public final class Command {
    /** Enough for everything that only changes settings. */
    private static final Duration SHORT = Duration.ofSeconds(20);

    private Command() {
    }

    /** What a program left behind. */
    public record Output(List<String> command, int status, String out, String err) {
        /** Whether the exit status is 0. */
        public boolean ok() {
            return status == 0;
        }

        /** The same, or an exception that names the command and its complaint. */
        public Output check() {
            if (!ok()) {
                throw new LabException(String.join(" ", command) + ": exit status " + status + ": "
                    + (err + out).strip().lines().findFirst().orElse("no message"));
            }
            return this;
        }
    }

    /** Runs a short command and insists on its success. */
    public static Output run(String... command) {
        return run(SHORT, List.of(command)).check();
    }

    /**
     * Runs a command.
     *
     * @throws LabException if it cannot be started or takes longer than {@code limit}; it is killed then
     */
    public static Output run(Duration limit, List<String> command) {
        Process process = start(command);
        CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LabException(String.join(" ", command) + ": no end after " + limit.toSeconds() + " s");
            }
            return new Output(command, process.exitValue(), out.join(), err.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException(command.get(0) + ": interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new LabException("cannot start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    private static String read(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
