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
import gateway.lab.speaker.Msn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Two people who talk and send each other files, one of them inside; all programs are speakers of our own. */
class MsnTest {
    private static final String ALICE = "alice@example.net";
    private static final String BOB = "bob@example.org";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Rule WATCH = Rule.of("watch", "monitor", "msn");
    private static final Rule NO_MSN = Rule.of("no-msn", "block", "msn").with("client", Site.CLIENT.network4());

    @Test
    void shouldPassAndBeIdentifiedUntilARuleRefusesIt() {
        Plan plan = new Plan(List.of(Site.CLIENT, Site.SEEDER, Site.SERVER), Plan.Offloads.ON, false);
        try (Rig rig = Rig.with(plan, WATCH)) {
            Host server = rig.server();
            Msn.server(server);
            talkAndSendFiles(rig, server);
            assertTrue(rig.gateway().records().await(LIMIT, channel("notification")), rig.gateway()::output);
            assertTrue(rig.gateway().records().await(LIMIT, channel("switchboard")), rig.gateway()::output);
            rig.gateway().change(2, () -> rig.configuration().rule(NO_MSN));
            refuseToTalk(rig, server);
        }
    }

    private static void talkAndSendFiles(Rig rig, Host server) {
        SharedFile report = SharedFile.create(rig.fresh().resolve("report.bin"), 300_000, 1);
        SharedFile picture = SharedFile.create(rig.fresh().resolve("picture.bin"), 100_000, 2);
        Path first = rig.fresh().resolve("first");
        Path second = rig.fresh().resolve("second");
        try (RunningProgram bob = Msn.client(rig.seeder(), server, BOB, "await-call", "hear Hello Bob",
                 "say à bientôt", "receive-msnftp " + first, "receive-p2p " + second, "leave");
             RunningProgram alice = Msn.client(rig.client(), server, ALICE, "call " + BOB, "type", "say Hello Bob",
                 "hear à bientôt", "send-msnftp " + report.path(), "send-p2p " + picture.path(), "leave")) {
            assertTrue(alice.await(LIMIT) && bob.await(LIMIT), () -> alice.output() + bob.output());
            assertEquals(0, alice.status(), alice::output);
            assertEquals(0, bob.status(), bob::output);
        }
        assertTrue(report.sameAs(first));
        assertTrue(picture.sameAs(second));
    }

    private static void refuseToTalk(Rig rig, Host server) {
        try (RunningProgram alice = Msn.client(rig.client(), server, ALICE, "call " + BOB, "say Hello Bob")) {
            assertTrue(rig.gateway().records().await(LIMIT,
                Records.decision("block", "msn", Site.SERVER.address4())), rig.gateway()::output);
            assertTrue(alice.await(LIMIT), alice::output);
            assertNotEquals(0, alice.status());
            assertFalse(alice.output().contains("signed in"), alice::output);
        }
    }

    private static Predicate<JsonNode> channel(String channel) {
        return Records.of("identified", "msn")
            .and(record -> record.path("identified").path("channel").asText().equals(channel));
    }
}
