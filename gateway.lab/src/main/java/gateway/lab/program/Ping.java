package gateway.lab.program;

import gateway.lab.LabException;
import gateway.lab.network.Host;
import gateway.lab.process.Command;
import gateway.lab.process.RunningProgram;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A ping every ten milliseconds, and what came of it. */
public final class Ping implements AutoCloseable {
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

    /** Starts to ping an address, every 10 ms. */
    public static Ping start(Host from, String address) {
        return new Ping(from.start("ping", List.of("ping", "-n", "-q", "-i", "0.01", address)));
    }

    /** Ends it and counts; the answer to the last packets is waited for. */
    public Result end() {
        // SIGINT, not SIGTERM: only then does ping sum up.
        Command.run("kill", "-INT", Long.toString(program.pid()));
        program.await(Duration.ofSeconds(5));
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
