package gateway.lab.program;

import gateway.lab.LabException;
import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A tracker over HTTP and UDP, port 6969, IPv4. */
public final class Opentracker {
    /** Where it listens. */
    public static final int PORT = 6969;

    private Opentracker() {
    }

    /** The announce URL over HTTP of a tracker on {@code host}. */
    public static String http(Host host) {
        return "http://" + host.address4() + ":" + PORT + "/announce";
    }

    /** The announce URL over UDP of a tracker on {@code host}. */
    public static String udp(Host host) {
        return "udp://" + host.address4() + ":" + PORT + "/announce";
    }

    /** Whether somebody who has all of a torrent has announced himself to the tracker on {@code host}. */
    static boolean knowsSeeder(Host host, Torrent torrent) {
        String url = "http://" + host.address4() + ":" + PORT + "/scrape?info_hash=" + torrent.escapedInfoHash();
        return host.run(Duration.ofSeconds(5), List.of("curl", "-s", url)).out().contains("completei1e");
    }

    /** Starts it for some torrents: Debian builds it so that it knows only those that it is told of. */
    public static RunningProgram start(Laboratory laboratory, Host host, List<Torrent> torrents) {
        Path directory = laboratory.directory("opentracker");
        try {
            Files.write(directory.resolve("known"), torrents.stream().map(Torrent::infoHash).toList());
        } catch (IOException e) {
            throw new LabException("cannot write " + directory + ": " + e.getMessage(), e);
        }
        String port = Integer.toString(PORT);
        RunningProgram tracker = host.start("opentracker", List.of("opentracker", "-i", host.address4(), "-p", port,
            "-P", port, "-d", directory.toString(), "-u", "nobody", "-w", "known"));
        Await.until(Duration.ofSeconds(5), "opentracker listens",
            () -> host.run(Duration.ofSeconds(5), List.of("ss", "-Hltn", "sport", "=", ":" + port)).out()
                .contains(":" + port));
        return tracker;
    }
}
