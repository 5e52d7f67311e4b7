package gateway.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.lab.appliance.Records;
import gateway.lab.appliance.Rule;
import gateway.lab.network.Site;
import gateway.lab.network.Traffic;
import gateway.lab.process.Await;
import gateway.lab.program.Aria2;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;

/** With a rule, BitTorrent is identified, refused, and stays refused. */
final class RefuseScenario implements Scenario {
    private static final Duration RETRIES = Duration.ofSeconds(60);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(20);
    /** A line of gateway:stats. */
    private static final String REFUSED_ANEW = "kernel new connections refused";
    private static final Duration FIRST_TRY = Duration.ofSeconds(40);

    @Override
    public String name() {
        return "refuse";
    }

    @Override
    public String title() {
        return "rule \"block bittorrent\": identified, refused, and refused again for a minute of retries";
    }

    @Override
    public void play(Stage stage, Narrator narrator) {
        // The tracker is let through, so that the client learns of the seeder and knocks there itself.
        stage.rules(Rule.of("no-bittorrent", "block", "bittorrent"),
            Rule.of("tracker", "allow", "bittorrent").with("order", "50").with("peer", stage.server().address4()));
        try (InsistentClient client = new InsistentClient(new Aria2(stage.client()), stage.swarm().torrent(),
            stage.freshDirectory())) {
            narrator.step("aria2c asks the tracker and knocks at the seeder's",
                "the peer connection is identified as bittorrent and refused", () -> refused(stage));
            narrator.step("the client goes on trying for " + RETRIES.toSeconds() + " seconds",
                "not one byte of the file arrives", () -> staysRefused(stage, narrator, client));
        }
        narrator.say("gateway:blocked says:");
        narrator.quote(stage.gateway().gogo().ask("gateway:blocked"));
    }

    private static Outcome refused(Stage stage) {
        Predicate<JsonNode> refusal = Records.decision("block", "bittorrent", Site.SEEDER.address4());
        boolean recorded = stage.gateway().records().await(FIRST_TRY, refusal);
        return new Outcome(recorded, recorded ? "recorded: " + stage.gateway().records().find(refusal).get(0)
            : "no record of a refusal within " + FIRST_TRY.toSeconds() + " s");
    }

    private static Outcome staysRefused(Stage stage, Narrator narrator, InsistentClient client) {
        Traffic start = stage.laboratory().router().traffic(Site.SEEDER);
        long refusedBefore = stage.gateway().stat(REFUSED_ANEW);
        for (Duration waited = Duration.ZERO; waited.compareTo(RETRIES) < 0; waited = waited.plus(REPORT_EVERY)) {
            Await.pause(REPORT_EVERY);
            client.insist();
            Traffic carried = stage.laboratory().router().traffic(Site.SEEDER).since(start);
            long refused = stage.gateway().stat(REFUSED_ANEW) - refusedBefore;
            narrator.say(String.format(Locale.ROOT,
                "after %d s: %,d bytes from the seeder; %d new connections refused by the kernel alone",
                waited.plus(REPORT_EVERY).toSeconds(), carried.receivedBytes(), refused));
        }
        return new Outcome(client.stored() == 0, client.stored()
            + " bytes of the file on the client's disk; aria2c was "
            + (client.starts() == 1 ? "started once" : "started " + client.starts() + " times"));
    }
}
