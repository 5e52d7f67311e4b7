package gateway.lab.program;

import gateway.lab.LabException;
import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A BitTorrent tracker that is a file, given to everybody by a web server: who is listed is known beforehand. */
public final class FixedTracker {
    private static final int BYTE = 0xff;

    private final Host host;
    private final Path file;
    private final int intervalSeconds;

    /**
     * Whom it names.
     *
     * @param address IPv4
     */
    public record Listed(String address, int port) {
        private void writeTo(ByteArrayOutputStream out) throws IOException {
            out.write(InetAddress.getByName(address).getAddress());
            out.write(port >>> Byte.SIZE);
            out.write(port & BYTE);
        }
    }

    private FixedTracker(Host host, Path file, int intervalSeconds) {
        this.host = host;
        this.file = file;
        this.intervalSeconds = intervalSeconds;
    }

    /** Starts the web server; nobody is named yet. */
    public static FixedTracker start(Laboratory laboratory, Host host, int intervalSeconds) {
        Path web = laboratory.directory("www");
        FixedTracker tracker = new FixedTracker(host, web.resolve("announce"), intervalSeconds);
        tracker.name(List.of());
        Nginx.start(laboratory, host, web);
        return tracker;
    }

    /** The announce URL. */
    public String url() {
        return "http://" + host.address4() + "/announce";
    }

    /** What a client asks, of a web server that gives the answer as it is or, below {@code /packed}, compressed. */
    public String question(Torrent torrent, boolean packed) {
        return "http://" + host.address4() + (packed ? "/packed" : "") + "/announce?info_hash="
            + torrent.escapedInfoHash()
            + "&peer_id=-LAB001-abcdefghijkl&port=6881&uploaded=0&downloaded=0&left=100&compact=1";
    }

    /** These are named from now on, in compact form. */
    public void name(List<Listed> peers) {
        try {
            ByteArrayOutputStream compact = new ByteArrayOutputStream();
            for (Listed peer : peers) {
                peer.writeTo(compact);
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            answer.write(("d8:intervali" + intervalSeconds + "e5:peers" + compact.size() + ":")
                .getBytes(StandardCharsets.US_ASCII));
            compact.writeTo(answer);
            answer.write('e');
            Files.write(file, answer.toByteArray());
        } catch (IOException e) {
            throw new LabException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
