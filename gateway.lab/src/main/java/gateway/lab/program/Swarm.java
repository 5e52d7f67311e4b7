package gateway.lab.program;

import gateway.lab.LabException;
import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.network.Site;
import gateway.lab.process.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A file that is to be had over BitTorrent: a tracker at the server's site, and one who has it at the seeder's.
 *
 * @param torrent what clients fetch
 * @param seeder who has it
 */
public record Swarm(Torrent torrent, Transmission seeder) {
    private static final int ATTEMPTS = 4;
    private static final Duration ANNOUNCED = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(300);

    /**
     * Starts tracker and seeder, both ready and known to each other when this returns.
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
        return new Swarm(torrent, seeder(laboratory, shared, style, torrent));
    }

    /** Now and then Transmission does not announce itself at its start but minutes later: then it starts again. */
    private static Transmission seeder(Laboratory laboratory, Path shared, Transmission.Style style,
                                       Torrent torrent) {
        Host server = laboratory.host(Site.SERVER);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Transmission seeder = Transmission.start(laboratory, laboratory.host(Site.SEEDER), shared, style);
            seeder.seed(torrent);
            if (Await.holds(ANNOUNCED, LOOK, () -> Opentracker.knowsSeeder(server, torrent))) {
                return seeder;
            }
            seeder.close();
        }
        throw new LabException("transmission-daemon did not announce itself to the tracker");
    }
}
