package gateway.lab.program;

import gateway.lab.LabException;
import gateway.lab.network.Host;
import gateway.lab.process.Command;
import gateway.lab.process.RunningProgram;
import java.time.Duration;
import java.util.ArrayList;
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
     * One ab of several that run side by side.
     *
     * @param from the client's address that it uses
     * @param requests how many in all
     * @param atOnce how many at a time
     */
    public record Part(String from, String url, int requests, int atOnce) {
        private List<String> command() {
            return ApacheBench.command(url, requests, atOnce, "-B", from);
        }
    }

    /**
     * Fetches several URLs side by side; every answer has to come, and whole.
     *
     * @return connections a second, from the first program's start to the last one's end
     */
    public static double rate(Host client, List<Part> parts) {
        long began = System.nanoTime();
        List<RunningProgram> running = parts.stream().map(part -> client.start("ab", part.command())).toList();
        running.forEach(each -> {
            if (!each.await(LIMIT) || each.status() != 0) {
                throw new LabException("ab: " + each.output());
            }
        });
        double seconds = (System.nanoTime() - began) / 1e9;
        running.forEach(each -> insistOnAll(each.output()));
        return parts.stream().mapToInt(Part::requests).sum() / seconds;
    }

    /**
     * Fetches a URL; every answer has to come, and whole.
     *
     * @param requests how many in all
     * @param atOnce how many at a time
     * @return connections a second
     */
    public static double rate(Host client, String url, int requests, int atOnce) {
        Command.Output output = client.run(LIMIT, command(url, requests, atOnce)).check();
        insistOnAll(output.out());
        return Double.parseDouble(find(RATE, output.out()));
    }

    private static List<String> command(String url, int requests, int atOnce, String... more) {
        List<String> command = new ArrayList<>(List.of("ab", "-q", "-r", "-n", Integer.toString(requests), "-c",
            Integer.toString(atOnce)));
        command.addAll(List.of(more));
        command.add(url);
        return command;
    }

    private static void insistOnAll(String output) {
        String failed = find(FAILED, output);
        if (!failed.equals("0")) {
            throw new LabException("ab: " + failed + " requests failed");
        }
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new LabException("ab said no " + pattern.pattern());
        }
        return matcher.group(1);
    }
}
