package gateway.lab.program;

import gateway.lab.LabException;
import gateway.lab.network.Host;
import gateway.lab.process.Await;
import gateway.lab.process.Command;
import gateway.lab.process.RunningProgram;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A ping at least every ten milliseconds, and what came of it. */
public final class Ping implements AutoCloseable {
    /** Seconds. Where ping is asked for ten milliseconds, the kernel's ticks can make sixteen of them. */
    private static final String INTERVAL = "0.008";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pattern COUNTS = Pattern.compile("(\\d+) packets transmitted, (\\d+) received");
    private static final Pattern TIMES = Pattern.compile("rtt min/avg/max/mdev = [\\d.]+/([\\d.]+)/([\\d.]+)/");

    private final RunningProgram program;

    private Ping(RunningProgram program) {
        this.program = program;
    }

    /**
     * What came of it.
     *
     * @param averageMillis of the times there and back
     * @param maxMillis the longest of them
     */
    public record Result(int sent, int received, double averageMillis, double maxMillis) {
        /** How many were lost. */
        public int lost() {
            return sent - received;
        }
    }

    /** Starts to ping an address; returns once the first answer is there: what comes next is seen. */
    public static Ping start(Host from, String address) {
        RunningProgram program = from.start("ping", List.of("ping", "-n", "-i", INTERVAL, address));
        Await.until(LIMIT, "ping has its first answer", () -> program.output().contains("time="));
        return new Ping(program);
    }

    /** Ends it and counts; the answer to the last packets is waited for. */
    public Result end() {
        // SIGINT, not SIGTERM: only then does ping sum up.
        Command.run("kill", "-INT", Long.toString(program.pid()));
        program.await(LIMIT);
        String output = program.output();
        Matcher counts = COUNTS.matcher(output);
        Matcher times = TIMES.matcher(output);
        if (!counts.find()) {
            throw new LabException("ping said nothing: " + output.strip());
        }
        boolean answered = times.find();
        return new Result(Integer.parseInt(counts.group(1)), Integer.parseInt(counts.group(2)),
            answered ? Double.parseDouble(times.group(1)) : Double.NaN,
            answered ? Double.parseDouble(times.group(2)) : Double.NaN);
    }

    @Override
    public void close() {
        program.close();
    }
}
