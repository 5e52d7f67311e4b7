package gateway.lab.demo;

import gateway.lab.appliance.Rule;
import gateway.lab.network.Router;
import gateway.lab.network.Site;
import gateway.lab.process.Await;
import gateway.lab.program.Aria2;
import gateway.lab.program.Download;
import java.time.Duration;
import java.util.Locale;

/** A rule that comes during a download ends it. */
final class CutScenario implements Scenario {
    private static final Duration START = Duration.ofSeconds(60);
    private static final long UNDER_WAY_BYTES = 2 << 20;
    private static final Duration PROMISED = Duration.ofSeconds(2);
    private static final Duration WATCHED = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(20);
    /** A reading that grew by less than this carried no piece of a file: resets and retries are small. */
    private static final long PIECE_BYTES = 5000;

    @Override
    public String name() {
        return "cut";
    }

    @Override
    public String title() {
        return "a rule added during a download ends it within two seconds";
    }

    @Override
    public void play(Stage stage, Narrator narrator) {
        Aria2 client = new Aria2(stage.client());
        try (Download download = client.fetch(stage.swarm().torrent(), stage.freshDirectory(), Aria2.Wire.PLAIN)) {
            narrator.step("aria2c fetches the film; no rule forbids it", "bytes flow", () -> flows(stage));
            narrator.step("a file gateway.policy-enough.cfg appears: block bittorrent",
                "within 2 s no byte of the file comes any more",
                () -> ends(stage, download));
        }
    }

    private static Outcome flows(Stage stage) {
        Router router = stage.laboratory().router();
        long before = router.traffic(Site.CLIENT).sentBytes();
        boolean flows = Await.holds(START, () -> router.traffic(Site.CLIENT).sentBytes() - before > UNDER_WAY_BYTES);
        return new Outcome(flows, String.format(Locale.ROOT, "%,d bytes to the client so far",
            router.traffic(Site.CLIENT).sentBytes() - before));
    }

    private static Outcome ends(Stage stage, Download download) {
        Router router = stage.laboratory().router();
        stage.rule(Rule.of("enough", "block", "bittorrent"));
        long start = System.nanoTime();
        long lastPiece = start;
        long seen = router.traffic(Site.CLIENT).sentBytes();
        long end = start + WATCHED.toNanos();
        for (long now = start; now < end; now = System.nanoTime()) {
            Await.pause(LOOK);
            long bytes = router.traffic(Site.CLIENT).sentBytes();
            if (bytes - seen > PIECE_BYTES) {
                lastPiece = System.nanoTime();
            }
            seen = bytes;
        }
        Duration took = Duration.ofNanos(lastPiece - start);
        boolean stopped = took.compareTo(PROMISED) <= 0 && !download.complete();
        return new Outcome(stopped, String.format(Locale.ROOT,
            "the last piece passed %.2f s after the file appeared; watched for %d s", took.toMillis() / 1e3,
            WATCHED.toSeconds()));
    }
}
