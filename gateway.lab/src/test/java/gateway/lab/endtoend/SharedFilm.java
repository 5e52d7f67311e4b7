package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.lab.network.Host;
import gateway.lab.network.Site;
import gateway.lab.program.Aria2;
import gateway.lab.program.Download;
import gateway.lab.program.FixedTracker;
import gateway.lab.program.SharedFile;
import gateway.lab.program.Torrent;
import gateway.lab.program.Transmission;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A film that a host of the peers' site and the seeder share by BitTorrent, and a tracker whose answer is known. */
final class SharedFilm {
    static final int BYTES = 2 << 20;
    private static final int TRACKER_SECONDS = 5;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Rig rig;
    private final FixedTracker tracker;
    private final Torrent torrent;

    private SharedFilm(Rig rig) {
        this.rig = rig;
        tracker = FixedTracker.start(rig.laboratory(), rig.server(), TRACKER_SECONDS);
        Path shared = rig.laboratory().directory("shared");
        SharedFile film = SharedFile.create(shared.resolve("film.bin"), BYTES, 3);
        torrent = Torrent.create(rig.laboratory().directory().resolve("film.torrent"), film, List.of(tracker.url()));
        for (Host host : List.of(rig.laboratory().host(Site.PEER), rig.seeder())) {
            Transmission.start(rig.laboratory(), host, shared, Transmission.Style.PLAIN).seed(torrent);
        }
    }

    /** Starts both and the tracker. */
    static SharedFilm start(Rig rig) {
        return new SharedFilm(rig);
    }

    /**
     * Fetches it with aria2c, which is told of one host alone.
     *
     * @param address from which address of the client
     * @return how many bytes came from the seeder, headers included
     */
    long fetch(Host told, String address) {
        tell(told);
        long before = rig.laboratory().router().traffic(Site.SEEDER).receivedBytes();
        try (Download download = new Aria2(rig.client(), address).fetch(torrent, rig.fresh(), Aria2.Wire.PLAIN)) {
            assertTrue(download.await(LIMIT), () -> download.program().output());
        }
        return rig.laboratory().router().traffic(Site.SEEDER).receivedBytes() - before;
    }

    /** What a client asks the tracker of the torrent, see {@link FixedTracker#question}. */
    String question(boolean packed) {
        return tracker.question(torrent, packed);
    }

    /** The tracker names this host from now on. */
    void tell(Host host) {
        tracker.name(List.of(Transmission.listed(host)));
    }
}
