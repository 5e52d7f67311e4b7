package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.lab.appliance.Records;
import gateway.lab.appliance.Rule;
import gateway.lab.network.Host;
import gateway.lab.network.Plan;
import gateway.lab.network.Site;
import gateway.lab.process.RunningProgram;
import gateway.lab.program.SharedFile;
import gateway.lab.speaker.Gnutella;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A host inside searches and fetches a file of one outside in every way; both are speakers of our own. */
class GnutellaTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Rule WATCH = Rule.of("watch", "monitor", "gnutella");
    private static final Rule NO_GNUTELLA = Rule.of("no-gnutella", "block", "gnutella")
        .with("client", Site.CLIENT.network4());

    @Test
    void shouldPassAndBeIdentifiedUntilARuleRefusesIt() {
        Plan plan = new Plan(List.of(Site.CLIENT, Site.SERVER), Plan.Offloads.ON, false);
        try (Rig rig = Rig.with(plan, WATCH)) {
            SharedFile file = SharedFile.create(rig.fresh().resolve("linux.iso"), 300_000, 1);
            Host server = rig.server();
            Gnutella.sharing(server, file.path());
            searchAndFetch(rig, server, file);
            assertTrue(rig.gateway().records().await(LIMIT, identifiedBy("G1 handshake")), rig.gateway()::output);
            assertTrue(rig.gateway().records().await(LIMIT, identifiedBy("G2 uri-res")), rig.gateway()::output);
            assertTrue(rig.gateway().records().await(LIMIT, identifiedBy("G2 get")), rig.gateway()::output);
            assertTrue(rig.gateway().records().await(LIMIT, identifiedBy("G5 descriptor")), rig.gateway()::output);
            rig.gateway().change(2, () -> rig.configuration().rule(NO_GNUTELLA));
            refuse(rig, server);
        }
    }

    private static void searchAndFetch(Rig rig, Host server, SharedFile file) {
        Path whole = rig.fresh().resolve("whole");
        Path parts = rig.fresh().resolve("parts");
        Path pushed = rig.fresh().resolve("pushed");
        try (RunningProgram plain = Gnutella.client(rig.client(), server, "ping", "link", "search linux",
                 "fetch " + whole, "fetch-in-parts " + parts, "fetch-pushed " + pushed, "leave")) {
            assertTrue(plain.await(LIMIT), plain::output);
            assertEquals(0, plain.status(), plain::output);
        }
        assertTrue(file.sameAs(whole) && file.sameAs(parts) && file.sameAs(pushed));
        try (RunningProgram compressed = Gnutella.client(rig.client(), server, "link-compressed", "search iso",
                 "fetch " + whole, "leave")) {
            assertTrue(compressed.await(LIMIT), compressed::output);
            assertEquals(0, compressed.status(), compressed::output);
        }
    }

    private static void refuse(Rig rig, Host server) {
        try (RunningProgram refused = Gnutella.client(rig.client(), server, "link", "search linux")) {
            assertTrue(rig.gateway().records().await(LIMIT,
                Records.decision("block", "gnutella", Site.SERVER.address4())), rig.gateway()::output);
            assertTrue(refused.await(LIMIT), refused::output);
            assertNotEquals(0, refused.status());
            assertFalse(refused.output().contains("linked"), refused::output);
        }
    }

    private static Predicate<JsonNode> identifiedBy(String rule) {
        return Records.of("decision", "gnutella")
            .and(record -> record.path("decision").path("identified_by").asText().equals(rule));
    }
}
