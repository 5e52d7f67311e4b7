package gateway.lab.program;

import gateway.lab.LabException;
import gateway.lab.network.Host;
import gateway.lab.process.Command;
import gateway.lab.process.RunningProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** curl: HTTP downloads. */
public final class Curl {
    private static final int SLACK_SECONDS = 10;
    private static final int TIMED_OUT = 28;

    private final Host client;

    /** A curl on this host. */
    public Curl(Host client) {
        this.client = client;
    }

    /** The URL of a file on a server's IPv4 address. */
    public static String url4(Host server, SharedFile file) {
        return "http://" + server.address4() + "/" + file.name();
    }

    /** The URL of a file on a server's IPv6 address. */
    public static String url6(Host server, SharedFile file) {
        return "http://[" + server.address6() + "]/" + file.name();
    }

    /** Fetches to the end, at most 60 seconds, with further options of curl. */
    public Command.Output fetch(String url, Path target, String... options) {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "--globoff", "--max-time", "60",
            "--connect-timeout", "10", "-o", target.toString()));
        command.addAll(List.of(options));
        command.add(url);
        return client.run(Duration.ofSeconds(70), command);
    }

    /**
     * What one of several transfers has got.
     *
     * @param bytes of the body
     * @param seconds from its start to its end
     */
    public record Share(long bytes, double seconds) {
    }

    /**
     * Fetches a URL several times side by side, and no longer than {@code seconds}; keeps nothing.
     *
     * @param firstPort of the client: each transfer has the next one
     */
    public List<Share> together(String url, int transfers, int firstPort, int seconds) {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "--parallel", "--parallel-immediate",
            "--parallel-max", Integer.toString(transfers), "--max-time", Integer.toString(seconds),
            "--local-port", firstPort + "-" + (firstPort + transfers - 1), "-w", "%{size_download} %{time_total}\\n"));
        for (int i = 0; i < transfers; i++) {
            command.addAll(List.of("-o", "/dev/null", url));
        }
        Command.Output output = client.run(Duration.ofSeconds(seconds + SLACK_SECONDS), command);
        if (output.status() != 0 && output.status() != TIMED_OUT) {
            throw new LabException("curl: exit status " + output.status() + " fetching " + url);
        }
        return output.out().lines().map(line -> line.split(" "))
            .map(words -> new Share(Long.parseLong(words[0]), Double.parseDouble(words[1]))).toList();
    }

    /**
     * Fetches all files that a URL with a range in brackets stands for, keeps none; every one has to come, and whole.
     *
     * @param atOnce how many at a time
     * @return seconds from the first one's start to the last one's end
     */
    public double all(String url, int files, long bytes, int atOnce, Duration limit) {
        long began = System.nanoTime();
        Command.Output output = client.run(limit, List.of("curl", "-sS", "--parallel", "--parallel-immediate",
            "--parallel-max", Integer.toString(atOnce), "-w", "%{size_download}\\n", "-o", "/dev/null", url)).check();
        double seconds = (System.nanoTime() - began) / 1e9;
        long whole = output.out().lines().filter(Long.toString(bytes)::equals).count();
        if (whole != files) {
            throw new LabException("curl: " + whole + " of " + files + " files came whole from " + url);
        }
        return seconds;
    }

    /**
     * Fetches all files that a URL with a range in brackets stands for and keeps what comes, whatever it is.
     *
     * @param folder where each goes, under {@code file-} and its number
     * @param atOnce how many at a time
     */
    public void keepAll(String url, Path folder, int atOnce, Duration limit) {
        client.run(limit, List.of("curl", "-sS", "--parallel", "--parallel-immediate", "--parallel-max",
            Integer.toString(atOnce), "-o", folder.resolve("file-#1").toString(), url));
    }

    /**
     * Fetches in the background.
     *
     * @param rate at most so much a second, in nginx's words, for instance {@code 2m}
     */
    public Download start(String url, Path target, SharedFile original, String rate) {
        RunningProgram program = client.start("curl",
            List.of("curl", "-sS", "--globoff", "-o", target.toString(), url + "?rate=" + rate));
        return new Download(program, target, original);
    }
}
