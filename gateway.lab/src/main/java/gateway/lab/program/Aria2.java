package gateway.lab.program;

import gateway.lab.network.Host;
import gateway.lab.process.RunningProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * aria2c: a BitTorrent client over TCP that also speaks DHT.
 *
 * @param host where it runs
 * @param address the IPv4 address of the host that it uses. Transmission remembers for ever that somebody had the
 *     whole file, by address alone, and never serves that address again
 */
public record Aria2(Host host, String address) {
    private static final int DHT_PORT = 6882;

    /** An aria2c at the host's first address. */
    public Aria2(Host host) {
        this(host, host.address4());
    }

    /** Whether peers are spoken to in the clear. */
    public enum Wire {
        /** Plain handshakes only. */
        PLAIN,
        /** Message stream encryption from the first byte, RC4. */
        ENCRYPTED
    }

    /** Fetches a torrent through its tracker, again and again until it is there. */
    public Download fetch(Torrent torrent, Path directory, Wire wire) {
        List<String> command = command(directory);
        // A client that is refused asks its tracker again soon, not after half an hour.
        command.addAll(List.of("--enable-dht=false", "--seed-time=0", "--listen-port=6881",
            "--bt-tracker-interval=5", "--bt-tracker-timeout=5", "--bt-tracker-connect-timeout=5"));
        command.addAll(wire == Wire.PLAIN
            ? List.of("--bt-force-encryption=false", "--bt-require-crypto=false", "--bt-min-crypto-level=plain")
            : List.of("--bt-force-encryption=true", "--bt-min-crypto-level=arc4"));
        command.add(torrent.path().toString());
        RunningProgram program = host.start("aria2c", command);
        return new Download(program, directory.resolve(torrent.content().name()), torrent.content());
    }

    /**
     * Shares a file that is there already, on a port of its address, with who comes; it asks no tracker and no DHT.
     *
     * @param kilobytes how many it sends a second at most
     */
    public RunningProgram seed(Torrent torrent, int port, int kilobytes) {
        List<String> command = command(torrent.content().path().getParent());
        command.addAll(List.of("--enable-dht=false", "--bt-exclude-tracker=*", "--bt-seed-unverified=true",
            "--seed-ratio=0.0", "--listen-port=" + port, "--max-upload-limit=" + kilobytes + "K",
            torrent.path().toString()));
        return host.start("aria2c-seed", command);
    }

    /** Starts a node of the DHT that shares a file; the first one of all has no {@code entry}. */
    public RunningProgram dhtNode(Torrent torrent, Path directory, Host entry) {
        List<String> command = dhtCommand(directory, entry);
        command.addAll(List.of("--check-integrity", "--seed-ratio=0.0", torrent.path().toString()));
        return host.start("aria2c-dht", command);
    }

    /** Fetches a file of which it knows only the info-hash, asking the DHT from {@code entry} on. */
    public Download fetchByMagnet(Torrent torrent, Path directory, Host entry) {
        List<String> command = dhtCommand(directory, entry);
        command.addAll(List.of("--seed-time=0", "magnet:?xt=urn:btih:" + torrent.infoHash()));
        RunningProgram program = host.start("aria2c-magnet", command);
        return new Download(program, directory.resolve(torrent.content().name()), torrent.content());
    }

    private List<String> dhtCommand(Path directory, Host entry) {
        List<String> command = command(directory);
        command.addAll(List.of("--enable-dht=true", "--enable-dht6=false", "--dht-listen-port=" + DHT_PORT,
            "--listen-port=6883", "--dht-message-timeout=3", "--dht-file-path=" + directory.resolve("dht.dat")));
        if (entry != null) {
            command.add("--dht-entry-point=" + entry.address4() + ":" + DHT_PORT);
        }
        return command;
    }

    private List<String> command(Path directory) {
        return new ArrayList<>(List.of("aria2c", "--no-conf", "-d", directory.toString(), "--interface=" + address,
            "--file-allocation=none", "--allow-overwrite=true", "--bt-enable-lpd=false", "--disable-ipv6=true",
            "--summary-interval=0", "--console-log-level=notice"));
    }
}
