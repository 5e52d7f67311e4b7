package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.lab.appliance.Records;
import gateway.lab.appliance.Rule;
import gateway.lab.network.Plan;
import gateway.lab.network.Site;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import gateway.lab.program.Curl;
import gateway.lab.program.Nginx;
import gateway.lab.program.SharedFile;
import gateway.lab.speaker.Msn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Words that policy does not want: in a conversation between our speakers of MSN, and in names for nginx. */
class KeywordTest {
    private static final String ALICE = "alice@example.net";
    private static final String BOB = "bob@example.org";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Rule REFUSE = Rule.of("no-umbra", "block", "msn").with("keywords", "project umbra")
        .with("keywordIn", "chat");
    private static final Rule OVERWRITE = Rule.of("polite", "block", "msn").with("keywords", "bomb, cafe")
        .with("onKeyword", "overwrite");
    private static final Rule NAMES = Rule.of("no-names", "block", "http").with("keywords", "umbra")
        .with("keywordIn", "fileName");

    /** With offloads on the kernel leaves checksums to the card, with them off they are complete. */
    @ParameterizedTest
    @EnumSource(Plan.Offloads.class)
    void shouldOverwriteWordsAndLetTheConversationGoOn(Plan.Offloads offloads) {
        try (Rig rig = Rig.with(Plan.STANDARD.with(offloads), OVERWRITE)) {
            Msn.server(rig.server());
            try (RunningProgram bob = Msn.client(rig.seeder(), rig.server(), BOB, "await-call", "hear Hello Bob",
                     "hear a **** in the ****, a ****", "say BOMB? no", "hear good", "leave");
                 RunningProgram alice = Msn.client(rig.client(), rig.server(), ALICE, "call " + BOB, "say Hello Bob",
                     "say a bomb in the CAFE, a Bomb", "hear ****? no", "say good", "leave")) {
                assertTrue(alice.await(LIMIT) && bob.await(LIMIT), () -> alice.output() + bob.output());
                assertEquals(0, alice.status() + bob.status(), () -> alice.output() + bob.output());
            }
            assertTrue(rig.gateway().records().await(LIMIT, keyword("polite", "bomb")), rig.gateway()::output);
        }
    }

    @Test
    void shouldCutOffWhoSaysIt() {
        try (Rig rig = Rig.with(REFUSE)) {
            Msn.server(rig.server());
            try (RunningProgram bob = Msn.client(rig.seeder(), rig.server(), BOB, "await-call", "hear Hello Bob",
                     "hear it is Project UMBRA");
                 RunningProgram alice = Msn.client(rig.client(), rig.server(), ALICE, "call " + BOB, "say Hello Bob",
                     "say it is Project UMBRA", "hear nothing")) {
                Await.until(LIMIT, "Bob hears the first message", () -> bob.output().contains("done: hear Hello Bob"));
                assertTrue(alice.await(LIMIT), alice::output);
                assertNotEquals(0, alice.status(), alice::output);
                assertTrue(rig.gateway().records().await(LIMIT, keyword("no-umbra", "project umbra")),
                    rig.gateway()::output);
                assertTrue(rig.gateway().records().await(LIMIT,
                    Records.decision("block", "msn", Site.SERVER.address4())), rig.gateway()::output);
                assertFalse(bob.output().contains("done: hear it is"), bob::output);
            }
            keptOut(rig);
        }
    }

    private static void keptOut(Rig rig) {
        try (RunningProgram again = Msn.client(rig.client(), rig.server(), ALICE, "call " + BOB)) {
            again.await(Duration.ofSeconds(3));
            assertFalse(again.output().contains("signed in"), again::output);
        }
    }

    @Test
    void shouldRefuseNamesHoweverTheyAreEncoded() {
        try (Rig rig = Rig.with(NAMES)) {
            Path site = rig.laboratory().directory("www");
            SharedFile bad = SharedFile.create(site.resolve("the-umbra.iso"), 100_000, 1);
            SharedFile good = SharedFile.create(site.resolve("sombra.iso"), 100_000, 2);
            Nginx.start(rig.laboratory(), rig.server(), site);
            Curl curl = new Curl(rig.client());
            for (String url : new String[] {Curl.url4(rig.server(), bad), Curl.url6(rig.server(), bad)}) {
                refused(rig, curl, url);
                refused(rig, curl, url.replace("umbra", "%75m%62ra"));
            }
            Path got = rig.fresh().resolve("good");
            assertTrue(curl.fetch(Curl.url4(rig.server(), good), got).ok());
            assertTrue(good.sameAs(got));
            assertTrue(rig.gateway().records().await(LIMIT, keyword("no-names", "umbra")), rig.gateway()::output);
        }
    }

    private static void refused(Rig rig, Curl curl, String url) {
        Path target = rig.fresh().resolve("bad");
        assertFalse(curl.fetch(url, target).ok(), url);
        assertEquals(0, Rig.stored(target), url);
    }

    private static Predicate<JsonNode> keyword(String rule, String keyword) {
        return record -> record.path("event_type").asText().equals("keyword")
            && record.path("keyword").path("rule").asText().equals(rule)
            && record.path("keyword").path("keyword").asText().equals(keyword);
    }
}
