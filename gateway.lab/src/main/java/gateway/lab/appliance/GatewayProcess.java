package gateway.lab.appliance;

import gateway.lab.LabException;
import gateway.lab.network.Laboratory;
import gateway.lab.process.Programs;
import gateway.lab.process.ProcessStatus;
import gateway.lab.process.RunningProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A running gateway: {@code ./gateway run} with its queues in a laboratory's router. */
public final class GatewayProcess implements AutoCloseable {
    /** What core logs once the rules are in. */
    private static final String READY = "gateway ready";
    /** A start takes seconds, on a busy machine many; the first one may have to build. */
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration CHANGE = Duration.ofSeconds(15);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final Duration LIFE = Duration.ofHours(12);
    private static final int SHOWN_LINES = 40;

    private final RunningProgram program;
    private final Configuration configuration;
    private final Console console;
    private final Gogo gogo;

    private GatewayProcess(RunningProgram program, Configuration configuration) {
        this.program = program;
        this.configuration = configuration;
        console = Console.follow(program.process().getInputStream(), program.name());
        gogo = new Gogo(program.process().getOutputStream(), console);
    }

    /** Starts a gateway; does not wait for it. */
    public static GatewayProcess start(Laboratory laboratory, Configuration configuration) {
        return start(laboratory, configuration, Map.of());
    }

    /** The same with variables in its environment. */
    public static GatewayProcess start(Laboratory laboratory, Configuration configuration,
                                       Map<String, String> environment) {
        Path work = workOf(configuration);
        List<String> command = List.of(Tree.launcher().toString(), "run",
            "--conf", configuration.directory().toString(), "--work", work.toString());
        return new GatewayProcess(laboratory.programs().start(
            new Programs.Start("gateway", command, LIFE, environment, true)), configuration);
    }

    private static Path workOf(Configuration configuration) {
        return configuration.directory().resolveSibling("work");
    }

    /** Starts a gateway and waits until it works. */
    public static GatewayProcess ready(Laboratory laboratory, Configuration configuration) {
        GatewayProcess gateway = start(laboratory, configuration);
        try {
            gateway.awaitReady();
            return gateway;
        } catch (LabException e) {
            gateway.kill();
            throw e;
        }
    }

    /** Waits until its rules are in. */
    public void awaitReady() {
        if (console.await(START, 0, READY) < 0) {
            List<String> lines = console.from(Math.max(0, console.size() - SHOWN_LINES));
            throw new LabException("the gateway did not start; its last words:\n  " + String.join("\n  ", lines));
        }
    }

    /** Changes its configuration and waits until a policy of so many rules is in force. */
    public void change(int rules, Runnable change) {
        int first = console.size();
        change.run();
        String line = "policy changed: " + rules + (rules == 1 ? " rule" : " rules") + " in force";
        if (console.await(CHANGE, first, line) < 0) {
            throw new LabException("the gateway did not say \"" + line + "\" within " + CHANGE.toSeconds() + " s");
        }
    }

    /** Does something and waits until the gateway says a line that contains {@code text}. */
    public void cause(String text, Runnable deed) {
        int first = console.size();
        deed.run();
        if (console.await(CHANGE, first, text) < 0) {
            throw new LabException("the gateway did not say \"" + text + "\" within " + CHANGE.toSeconds() + " s");
        }
    }

    /** A number from {@code gateway:stats}: the first on the line that begins with {@code name}. */
    public long stat(String name) {
        return gogo.ask("gateway:stats").lines().filter(line -> line.startsWith(name))
            .map(line -> line.substring(name.length()).strip().split("\\s+")[0]).mapToLong(Long::parseLong)
            .findFirst().orElseThrow(() -> new LabException("gateway:stats says nothing of " + name));
    }

    /** Its shell. */
    public Gogo gogo() {
        return gogo;
    }

    /** Its configuration files. */
    public Configuration configuration() {
        return configuration;
    }

    /** Where bundles are dropped. */
    public Path load() {
        return workOf(configuration).resolve("load");
    }

    /** Its records. */
    public Records records() {
        return configuration.records();
    }

    /** Whether it runs. */
    public boolean alive() {
        return program.alive();
    }

    /** How many lines it has printed so far. */
    public int lines() {
        return console.size();
    }

    /**
     * Waits until it says these words, one line after the other, from the {@code first}th on.
     *
     * @return the number of the line behind the last of them; -1 where one did not come within {@code limit}
     */
    public int says(Duration limit, int first, String... words) {
        int next = first;
        for (String each : words) {
            int found = console.await(limit, next, each);
            if (found < 0) {
                return -1;
            }
            next = found + 1;
        }
        return next;
    }

    /** Everything that it has printed so far. */
    public String output() {
        return String.join("\n", console.from(0));
    }

    /** Who hears of each line that it prints from now on. */
    public void listen(Consumer<String> listener) {
        console.listen(listener);
    }

    /** The id of its Java process: the launcher becomes it. */
    public long pid() {
        return program.pid();
    }

    /** CPU time that it has used so far, in user mode and in the kernel. */
    public ProcessStatus cpu() {
        return ProcessStatus.of(pid())
            .orElseThrow(() -> new LabException("the gateway is gone"));
    }

    /** Stops it as a service supervisor does (SIGTERM); says whether it went in time. */
    public boolean stop() {
        program.terminate();
        boolean gone = program.await(STOP);
        if (!gone) {
            kill();
        }
        return gone;
    }

    /** Kills it (SIGKILL): nothing is cleaned up. */
    public void kill() {
        program.kill();
    }

    @Override
    public void close() {
        if (alive()) {
            stop();
        }
    }
}
