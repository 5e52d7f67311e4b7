package gateway.lab.program;

import gateway.lab.LabException;
import gateway.lab.network.Host;
import gateway.lab.process.Command;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ab: the same file again and again, a connection each, many at a time. */
public final class ApacheBench {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Pattern FAILED = Pattern.compile("Failed requests:\\s+(\\d+)");
    private static final Pattern RATE = Pattern.compile("Requests per second:\\s+([\\d.]+)");

    private ApacheBench() {
    }

    /**
     * Fetches a URL; every answer has to come, and whole.
     *
     * @param requests how many in all
     * @param atOnce how many at a time
     * @return connections a second
     */
    public static double rate(Host client, String url, int requests, int atOnce) {
        Command.Output output = client.run(LIMIT, List.of("ab", "-q", "-r", "-n", Integer.toString(requests),
            "-c", Integer.toString(atOnce), url)).check();
        String failed = find(FAILED, output.out());
        if (!failed.equals("0")) {
            throw new LabException("ab: " + failed + " of " + requests + " requests failed");
        }
        return Double.parseDouble(find(RATE, output.out()));
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new LabException("ab said no " + pattern.pattern());
        }
        return matcher.group(1);
    }
}
