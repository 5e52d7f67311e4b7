package gateway.lab.bench;

import gateway.lab.appliance.Configuration;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.appliance.Rule;
import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.network.Plan;
import gateway.lab.network.Site;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import gateway.lab.program.SharedFile;
import gateway.lab.speaker.Ppstream;
import java.time.Duration;
import java.util.List;

/**
 * What becomes of a client whose only near peer is too slow: it watches a channel from a far peer, then all far peers
 * are taken from it, and as its rate has fallen it gets some back. The rates are those at which peers send to it.
 */
final class KeptQuality {
    private static final int KILOBITS = 3000;
    private static final int NEAR_MEGABITS = 1;
    private static final int WATCHED_SECONDS = 200;
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Duration SLICE = Duration.ofSeconds(5);
    /** So many slices are watched before, and at most behind, the change. */
    private static final int BEFORE = 7;
    private static final int BEHIND = 30;
    /** Enough slices at the old rate say that it is back. */
    private static final int BACK = 3;
    private static final double GOOD = 0.9;
    private static final Rule FREE = Rule.of("near", "localize", "ppstream").with("farPeers", "1000")
        .with("leastPeers", "0").with("controlPercent", "0").with("adaptSeconds", "5");

    private final Laboratory laboratory;
    private final Progress progress;
    private long near;
    private long far;

    private KeptQuality(Laboratory laboratory, Progress progress) {
        this.laboratory = laboratory;
        this.progress = progress;
    }

    /** Has one client watch, once. */
    static List<Result> measure(String bench, Progress progress) {
        try (Laboratory laboratory = Laboratory.build(Plan.STANDARD)) {
            Configuration configuration = Configuration.of(laboratory).rule(FREE);
            configuration.localizer("ownNetworks", Site.PEER.network4()).localizer("privateNetworks", "10.0.0.0/8");
            try (GatewayProcess gateway = GatewayProcess.ready(laboratory, configuration)) {
                return new KeptQuality(laboratory, progress).watch(bench, configuration, gateway);
            }
        }
    }

    private List<Result> watch(String bench, Configuration configuration, GatewayProcess gateway) {
        Host client = laboratory.host(Site.CLIENT);
        Host server = laboratory.host(Site.SERVER);
        Host peer = laboratory.host(Site.PEER);
        SharedFile channel = SharedFile.create(laboratory.directory("channel").resolve("channel"),
            WATCHED_SECONDS * KILOBITS * 125L, 1);
        Ppstream.peer(laboratory.host(Site.SEEDER), channel.path());
        Ppstream.peer(peer, channel.path());
        peer.limitSending(NEAR_MEGABITS);
        try (RunningProgram namesNear = Ppstream.server(server, List.of(peer));
             RunningProgram first = Ppstream.liveViewer(client, server, channel.name(), KILOBITS, 1)) {
            first.await(LIMIT);
        }
        Ppstream.server(server, List.of(laboratory.host(Site.SEEDER)));
        try (RunningProgram viewer = Ppstream.liveViewer(client, server, channel.name(), KILOBITS, WATCHED_SECONDS)) {
            double before = 0;
            slice();
            for (int i = 0; i < BEFORE; i++) {
                before = slice();
                progress.say("all far peers: " + Math.round(before) + " kbit/s");
            }
            gateway.change(1, () -> configuration.rule(FREE.with("farPeers", "0")));
            return afterwards(bench, before);
        }
    }

    private List<Result> afterwards(String bench, double before) {
        double least = before;
        int good = 0;
        int slices = 0;
        int firstGood = 0;
        double now = 0;
        while (slices < BEHIND && good < BACK) {
            now = slice();
            slices++;
            progress.say("no far peers unless it needs them: " + Math.round(now) + " kbit/s");
            least = Math.min(least, now);
            boolean back = least < GOOD * before && now >= GOOD * before;
            firstGood = back && good == 0 ? slices : firstGood;
            good = back ? good + 1 : 0;
        }
        String what = "PPStream, near peer of " + NEAR_MEGABITS + " Mbit/s, video of " + KILOBITS + " kbit/s: ";
        return List.of(Result.alone(bench, what + "rate with all far peers", before, "kbit/s", 1),
            Result.alone(bench, what + "least rate after k = 0", least, "kbit/s", 1),
            Result.alone(bench, what + "rate with far peers back", now, "kbit/s", 1),
            Result.alone(bench, what + "time until it is back", good >= BACK ? firstGood * SLICE.toSeconds() : -1,
                "s", 1));
    }

    /** Lets some time pass; answers the rate of what came in it, in kbit/s. */
    private double slice() {
        long began = System.nanoTime();
        Await.pause(SLICE);
        long nearBefore = near;
        long farBefore = far;
        near = laboratory.router().traffic(Site.PEER).receivedBytes();
        far = laboratory.router().traffic(Site.SEEDER).receivedBytes();
        return (near - nearBefore + far - farBefore) * 8e6 / (System.nanoTime() - began);
    }
}
