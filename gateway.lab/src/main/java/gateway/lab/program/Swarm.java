package gateway.lab.program;

import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.network.Site;
import java.nio.file.Path;
import java.util.List;

/**
 * A file that is to be had over BitTorrent: a tracker at the server's site, and one who has it at the seeder's.
 *
 * @param torrent what clients fetch
 * @param seeder who has it
 */
public record Swarm(Torrent torrent, Transmission seeder) {
    /**
     * Starts tracker and seeder, both ready when this returns.
     *
     * @param bytes how large the file is
     * @param style how the seeder speaks
     */
    public static Swarm start(Laboratory laboratory, long bytes, Transmission.Style style) {
        Host server = laboratory.host(Site.SERVER);
        return start(laboratory, bytes, style, List.of(Opentracker.http(server), Opentracker.udp(server)));
    }

    /** The same with a choice of announce URLs. */
    public static Swarm start(Laboratory laboratory, long bytes, Transmission.Style style, List<String> trackers) {
        Path shared = laboratory.directory("shared");
        SharedFile file = SharedFile.create(shared.resolve("film.bin"), bytes, bytes);
        Torrent torrent = Torrent.create(laboratory.directory().resolve("film.torrent"), file, trackers);
        Opentracker.start(laboratory, laboratory.host(Site.SERVER), List.of(torrent));
        Transmission seeder = Transmission.start(laboratory, laboratory.host(Site.SEEDER), shared, style);
        seeder.seed(torrent);
        return new Swarm(torrent, seeder);
    }
}
