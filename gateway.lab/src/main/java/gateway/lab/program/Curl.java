package gateway.lab.program;

import gateway.lab.network.Host;
import gateway.lab.process.Command;
import gateway.lab.process.RunningProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** curl: HTTP downloads. */
public final class Curl {
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

    /** Fetches to the end, at most 60 seconds. */
    public Command.Output fetch(String url, Path target) {
        return client.run(Duration.ofSeconds(70), List.of("curl", "-sS", "--globoff", "--max-time", "60",
            "--connect-timeout", "10", "-o", target.toString(), url));
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
