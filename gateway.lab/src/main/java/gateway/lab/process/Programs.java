package gateway.lab.process;

import gateway.lab.LabException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The background programs of one run. What it starts, it ends: last started, first ended. */
public final class Programs implements AutoCloseable {
    private final Path directory;
    private final Ledger ledger;
    private final Deque<RunningProgram> started = new ArrayDeque<>();
    private final ScheduledExecutorService bounds = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lab-life-bounds");
        thread.setDaemon(true);
        return thread;
    });
    private int numbers;

    /** Programs that write their output into {@code directory} and are listed in {@code ledger}. */
    public Programs(Path directory, Ledger ledger) {
        this.directory = directory;
        this.ledger = ledger;
    }

    /**
     * What to start.
     *
     * @param name for messages and for the name of the output file
     * @param life after this time it is killed
     * @param environment variables beside those of this process
     * @param piped whether its standard input and output are pipes of {@link RunningProgram#process()}; otherwise
     *     its input is empty and its output goes to a file
     */
    public record Start(String name, List<String> command, Duration life, Map<String, String> environment,
                        boolean piped) {
        /** A program without input, output to a file. */
        public Start(String name, List<String> command, Duration life) {
            this(name, command, life, Map.of(), false);
        }
    }

    /** Starts a program. */
    public synchronized RunningProgram start(Start start) {
        Path output = directory.resolve(start.name() + "-" + ++numbers + ".out");
        ProcessBuilder builder = new ProcessBuilder(start.command()).directory(directory.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("HOME", directory.toString());
        builder.environment().putAll(start.environment());
        builder.redirectErrorStream(true);
        if (!start.piped()) {
            builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.redirectOutput(output.toFile());
        }
        try {
            Process process = builder.start();
            ledger.addProcess(process.pid());
            RunningProgram program = new RunningProgram(start.name(), process, output);
            started.push(program);
            bounds.schedule(process::destroyForcibly, start.life().toMillis(), TimeUnit.MILLISECONDS);
            return program;
        } catch (IOException e) {
            throw new LabException("cannot start " + start.command().get(0) + ": " + e.getMessage(), e);
        }
    }

    /** Ends all that still run: all are asked at once, then each is waited for. */
    @Override
    public synchronized void close() {
        bounds.shutdownNow();
        started.forEach(RunningProgram::terminate);
        started.forEach(RunningProgram::close);
        started.clear();
    }
}
