package gateway.core.internal.kernel;

import gateway.core.internal.netlink.Netns;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the kernel's command line tools, in the network namespace of the gateway. Blocks for as long as the command
 * runs, at most ten seconds; for the framework's and the health check's threads, never for a worker.
 */
public final class Commands {
    private static final long TIMEOUT_SECONDS = 10;
    private static final int MAX_OUTPUT = 64 << 20;
    private static final int MAX_COMPLAINT = 300;

    private final Netns netns;

    /** @param netns where the commands run */
    public Commands(Netns netns) {
        this.netns = netns;
    }

    /** Where a program is, as this process would find it; root's directories are always looked through. */
    public static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin", "/sbin", "/usr/bin", "/bin"))
            .filter(directory -> directory.startsWith("/"))
            .map(directory -> Path.of(directory, program))
            .filter(Files::isExecutable)
            .findFirst();
    }

    /**
     * Runs a program to its end.
     *
     * @param input what it reads
     * @return what it wrote to its standard output
     * @throws CommandException in one line, if the program is missing, fails or does not end
     */
    public String run(String input, String program, String... arguments) throws CommandException {
        Process process = start(program, arguments);
        try {
            CompletableFuture<String> output = read(process.getInputStream(), MAX_OUTPUT);
            CompletableFuture<String> complaint = read(process.getErrorStream(), 64 * MAX_COMPLAINT);
            write(process.getOutputStream(), input);
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new CommandException(program + ": no end after " + TIMEOUT_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new CommandException(
                    program + ": exit status " + process.exitValue() + oneLine(complaint.join()));
            }
            return output.join();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CommandException(program + ": interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String program, String... arguments) throws CommandException {
        List<String> command = new ArrayList<>();
        command.add(find(program).map(Path::toString)
            .orElseThrow(() -> new CommandException(program + ": not installed")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(netns.command(command.toArray(String[]::new)));
        builder.environment().put("LC_ALL", "C");
        try {
            return builder.start();
        } catch (IOException notStarted) {
            throw new CommandException(program + ": cannot be started: " + notStarted.getMessage());
        }
    }

    /** A program that ends before it has read everything says why by its exit status. */
    private static void write(OutputStream stream, String input) {
        try (stream) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException endedEarly) {
            // The exit status and its complaint follow.
        }
    }

    private static CompletableFuture<String> read(InputStream stream, int atMost) {
        return CompletableFuture.supplyAsync(() -> {
            try (stream) {
                String text = new String(stream.readNBytes(atMost), StandardCharsets.UTF_8);
                stream.skip(Long.MAX_VALUE);
                return text;
            } catch (IOException closed) {
                throw new UncheckedIOException(closed);
            }
        }, reader -> {
            Thread thread = new Thread(reader, "gateway-command");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** The first line that is no mere warning, without control characters, cut to a bearable length. */
    private static String oneLine(String complaint) {
        return complaint.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).findFirst()
            .map(line -> line.replaceAll("\\p{Cntrl}", " ").strip())
            .map(line -> ": " + line.substring(0, Math.min(line.length(), MAX_COMPLAINT)))
            .orElse("");
    }
}
