package gateway.lab.program;

import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.lab.LabException;
import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.process.Await;
import gateway.lab.process.Command;
import gateway.lab.process.RunningProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Transmission daemon, told what to do by transmission-remote. Seeds or leeches. */
public final class Transmission implements AutoCloseable {
    /** Where it listens for peers. */
    public static final int PORT = 51_413;
    private static final Duration REMOTE = Duration.ofSeconds(10);
    private static final String CONTROL = "127.0.0.1:9091";

    private final Host host;
    private final Path files;
    private final RunningProgram daemon;

    private Transmission(Host host, Path files, RunningProgram daemon) {
        this.host = host;
        this.files = files;
        this.daemon = daemon;
    }

    /**
     * How it speaks to peers.
     *
     * @param encryption what it prefers and takes
     * @param utp whether uTP is used beside TCP
     */
    public record Style(Encryption encryption, boolean utp) {
        /** Plain TCP. */
        public static final Style PLAIN = new Style(Encryption.PLAIN, false);
    }

    /** Message stream encryption, in Transmission's own numbers. */
    public enum Encryption {
        /** Prefers none. */
        PLAIN,
        /** Prefers it. */
        PREFERRED,
        /** Insists on it. */
        REQUIRED
    }

    /** Starts a daemon that keeps its files in a directory. */
    public static Transmission start(Laboratory laboratory, Host host, Path files, Style style) {
        Path home = laboratory.directory("transmission-" + host.site().name() + "-" + System.nanoTime());
        try {
            new ObjectMapper().writeValue(home.resolve("settings.json").toFile(), settings(files, style));
        } catch (IOException e) {
            throw new LabException("cannot write " + home + ": " + e.getMessage(), e);
        }
        RunningProgram daemon = host.start("transmission",
            List.of("transmission-daemon", "-f", "-g", home.toString(), "--log-error"));
        Transmission transmission = new Transmission(host, files, daemon);
        Await.until(Duration.ofSeconds(15), "transmission-daemon answers", () -> transmission.remote("-l").ok());
        return transmission;
    }

    /** How a tracker lists the daemon of a host. */
    public static FixedTracker.Listed listed(Host host) {
        return new FixedTracker.Listed(host.address4(), PORT);
    }

    /** Adds a torrent whose content is there already, and waits until it has been checked. */
    public void seed(Torrent torrent) {
        add(torrent);
        Await.until(Duration.ofSeconds(30), "transmission-daemon has checked its file",
            () -> remote("-l").out().contains("100%"));
    }

    /** Adds a torrent to be fetched. */
    public Download fetch(Torrent torrent) {
        add(torrent);
        return new Download(daemon, files.resolve(torrent.content().name()), torrent.content());
    }

    /** What it says of its peers: addresses, flags, rates. */
    public String peers() {
        return remote("-t", "1", "-ip").out();
    }

    @Override
    public void close() {
        daemon.close();
    }

    private void add(Torrent torrent) {
        remote("-a", torrent.path().toString(), "-w", files.toString()).check();
    }

    private Command.Output remote(String... arguments) {
        List<String> command = new ArrayList<>(List.of("transmission-remote", CONTROL));
        command.addAll(List.of(arguments));
        return host.run(REMOTE, command);
    }

    private static Map<String, Object> settings(Path files, Style style) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("download-dir", files.toString());
        settings.put("encryption", style.encryption().ordinal());
        settings.put("utp-enabled", style.utp());
        settings.put("dht-enabled", false);
        settings.put("pex-enabled", true);
        settings.put("lpd-enabled", false);
        settings.put("peer-port", PORT);
        settings.put("port-forwarding-enabled", false);
        settings.put("rpc-port", 9091);
        settings.put("rpc-bind-address", "127.0.0.1");
        settings.put("rpc-whitelist-enabled", false);
        settings.put("preallocation", 0);
        settings.put("rename-partial-files", false);
        settings.put("ratio-limit-enabled", false);
        // No limit here, ever: once it was reached, 3.00 leaves later peers choked. Hosts can be slowed down instead.
        settings.put("speed-limit-up-enabled", false);
        return settings;
    }
}
