package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.lab.appliance.Configuration;
import gateway.lab.appliance.Records;
import gateway.lab.appliance.Rule;
import gateway.lab.network.Site;
import gateway.lab.plugin.Cycle;
import gateway.lab.plugin.TrialBundle;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import gateway.lab.speaker.Invented;
import gateway.lab.speaker.InventedForm;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Lists that no bundle reads, learnt from traffic alone and then changed. Their application is recognised by what its
 * flows begin with, and nothing else is known of it.
 */
class LearntListsTest {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Rule NEAR_ONLY = Rule.of("near", "localize", "trial").with("farPeers", "0")
        .with("leastPeers", "0").with("controlPercent", "0");
    private static final Set<InventedForm> HONEST = EnumSet.complementOf(EnumSet.of(InventedForm.CHECKED));
    private static final int MORE_LISTS = 5;

    @Test
    void shouldLearnListsAndChangeThemAndLeaveThoseAloneThatAreProtected() {
        try (Rig rig = Rig.withNearPeers()) {
            Configuration configuration = rig.configuration();
            configuration.layouts("privateNetworks", "10.0.0.0/8").layouts("windowSeconds", 1);
            rig.gateway().change(1, () -> configuration.rule(NEAR_ONLY));
            TrialBundle bundle = TrialBundle.parser("read");
            bundle.drop(rig.gateway().load());
            Await.until(LIMIT, "the trial serves", () -> rig.gateway().output().contains(Cycle.serving(bundle)));
            Invented.server(rig.server(), Site.PEER, Site.SEEDER);
            RunningProgram client = Invented.client(rig.client(), rig.server(), Site.PEER, Site.CLIENT);
            for (InventedForm form : HONEST) {
                assertTrue(Await.holds(LIMIT, () -> said(client, form).anyMatch(LearntListsTest::allNear)),
                    () -> form + " is not learnt\n" + layouts(rig));
                assertTrue(rig.gateway().records().await(LIMIT, changed(form)), form::name);
            }
            assertTrue(Await.holds(LIMIT, () -> layouts(rig).contains("may be protected by a checksum")),
                () -> layouts(rig));
            assertTrue(said(client, InventedForm.CHECKED).anyMatch(line -> line.endsWith("broken")));
            goesOnUnharmed(client, said(client, InventedForm.CHECKED).count() + 1);
            List<String> mixed = client.output().lines().filter(line -> line.endsWith("mixed")).toList();
            assertEquals(List.of(), mixed, "nobody is put into the list of another channel");
            assertEquals(0, rig.gateway().stat("parser errors"));
        }
    }

    /** The withdrawn layout's lists come as they were sent. One may have been on its way. */
    private static void goesOnUnharmed(RunningProgram client, long before) {
        assertTrue(Await.holds(LIMIT, () -> said(client, InventedForm.CHECKED).count() >= before + MORE_LISTS));
        assertTrue(said(client, InventedForm.CHECKED).skip(before).allMatch(line -> line.endsWith("sound")),
            client::output);
    }

    private static Stream<String> said(RunningProgram client, InventedForm form) {
        return client.output().lines().filter(line -> line.startsWith(form + " "));
    }

    private static boolean allNear(String line) {
        String[] words = line.split(" ");
        return line.endsWith("sound") && words[1].equals(words[3]);
    }

    private static Predicate<JsonNode> changed(InventedForm form) {
        return Records.of("localize", "trial").and(record -> record.path("dest_port").asInt() == form.port()
            && record.path("localize").path("result").asText().equals("changed")
            && record.path("localize").path("layout").asText().startsWith("trial-"));
    }

    private static String layouts(Rig rig) {
        return rig.gateway().gogo().ask("gateway:layouts");
    }
}
