package gateway.lab.demo;

import gateway.lab.network.Site;
import gateway.lab.network.Traffic;
import gateway.lab.program.Aria2;
import gateway.lab.program.Download;
import java.time.Duration;
import java.util.Locale;

/** Without a rule, everything passes, and the kernel carries it. */
final class PassScenario implements Scenario {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** Less than this part of the packets is to reach user space. */
    private static final double USER_SPACE_SHARE = 0.2;

    @Override
    public String name() {
        return "pass";
    }

    @Override
    public String title() {
        return "no rule: a BitTorrent download goes through";
    }

    @Override
    public void play(Stage stage, Narrator narrator) {
        long queued = stage.laboratory().router().queuedPackets();
        Traffic before = stage.laboratory().router().traffic(Site.CLIENT);
        narrator.step("aria2c fetches " + (stage.swarm().torrent().content().bytes() >> 20)
                + " MB from transmission-daemon, found through opentracker",
            "the download completes and its SHA-256 is right", () -> download(stage));
        narrator.step("the gateway counts the packets that it had to look at",
            "once a connection is decided, the kernel forwards it alone", () -> share(stage, queued, before));
        narrator.say("gateway:flows says:");
        narrator.quote(stage.gateway().gogo().ask("gateway:flows"));
    }

    private static Outcome download(Stage stage) {
        Aria2 client = new Aria2(stage.client(), Site.CLIENT.secondAddress4());
        try (Download download = client.fetch(stage.swarm().torrent(), stage.freshDirectory(), Aria2.Wire.PLAIN)) {
            boolean complete = download.await(LIMIT);
            return new Outcome(complete, complete ? "complete; SHA-256 " + download.original().sha256() + " is right"
                : "not complete after " + LIMIT.toSeconds() + " s");
        }
    }

    private static Outcome share(Stage stage, long queuedBefore, Traffic before) {
        long queued = stage.laboratory().router().queuedPackets() - queuedBefore;
        Traffic carried = stage.laboratory().router().traffic(Site.CLIENT).since(before);
        long packets = carried.receivedPackets() + carried.sentPackets();
        return new Outcome(queued < packets * USER_SPACE_SHARE, String.format(Locale.ROOT,
            "%,d packets forwarded, %,d of them looked at (%.2f %%)", packets, queued, 100.0 * queued / packets));
    }
}
