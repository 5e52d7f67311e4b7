package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.lab.appliance.Records;
import gateway.lab.appliance.Rule;
import gateway.lab.network.Plan;
import gateway.lab.network.Site;
import gateway.lab.process.RunningProgram;
import gateway.lab.program.SharedFile;
import gateway.lab.program.TestPattern;
import gateway.lab.speaker.Gnutella;
import gateway.lab.speaker.Msn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that friends and peers send each other are scanned like those of the web. */
class CarrierScanTest {
    private static final String ALICE = "alice@example.net";
    private static final String BOB = "bob@example.org";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Plan PLAN =
        new Plan(List.of(Site.CLIENT, Site.SEEDER, Site.SERVER), Plan.Offloads.ON, false);
    private static final Rule SCAN = Rule.of("scan-all", "scan", "gnutella,msn");
    private static final int SIZE = 120_000;

    private static Predicate<JsonNode> verdict(String application, String verdict) {
        return Records.of("scan", application).and(line -> line.path("scan").path("verdict").asText().equals(verdict));
    }

    private static Path infected(Rig rig) throws IOException {
        return Files.write(rig.fresh().resolve("song.bin"), TestPattern.infected(SIZE, SIZE - TestPattern.length(), 1));
    }

    private static void hasNotAll(Path target) throws IOException {
        assertTrue(Rig.stored(target) < SIZE, () -> target + " is complete");
    }

    @Test
    void shouldRefuseInfectedFilesOfGnutella() throws IOException {
        try (Rig rig = Rig.with(PLAN, SCAN)) {
            Gnutella.sharing(rig.server(), infected(rig));
            int found = 0;
            for (String way : List.of("fetch", "fetch-in-parts", "fetch-pushed")) {
                Path target = rig.fresh().resolve(way);
                try (RunningProgram client = Gnutella.client(rig.client(), rig.server(), "link", "search song",
                         way + " " + target)) {
                    assertTrue(client.await(LIMIT), client::output);
                    assertNotEquals(0, client.status(), client::output);
                }
                hasNotAll(target);
                int more = ++found;
                assertTrue(rig.gateway().records().await(LIMIT, verdict("gnutella", "infected"), more),
                    () -> way + ": " + rig.gateway().records().find(Records.of("scan", "gnutella")));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"msnftp", "p2p"})
    void shouldRefuseInfectedFilesOfMsn(String way) throws IOException {
        try (Rig rig = Rig.with(PLAN, SCAN)) {
            Msn.server(rig.server());
            Path target = rig.fresh().resolve("got");
            try (RunningProgram bob = Msn.client(rig.seeder(), rig.server(), BOB, "await-call",
                     "receive-" + way + " " + target, "leave");
                 RunningProgram alice = Msn.client(rig.client(), rig.server(), ALICE, "call " + BOB,
                     "send-" + way + " " + infected(rig), "leave")) {
                assertTrue(rig.gateway().records().await(LIMIT, verdict("msn", "infected")),
                    () -> rig.gateway().records().find(Records.of("scan", "msn")) + alice.output() + bob.output()
                        + rig.gateway().output());
                // Who sends is told at once; who receives a file over the room waits for the rest of it.
                assertTrue(alice.await(LIMIT), alice::output);
                assertNotEquals(0, alice.status(), alice::output);
            }
            hasNotAll(target);
        }
    }

    @Test
    void shouldPassCleanFilesOfMsn() {
        try (Rig rig = Rig.with(PLAN, SCAN)) {
            Msn.server(rig.server());
            SharedFile file = SharedFile.create(rig.fresh().resolve("clean.bin"), SIZE, 3);
            Path first = rig.fresh().resolve("first");
            Path second = rig.fresh().resolve("second");
            try (RunningProgram bob = Msn.client(rig.seeder(), rig.server(), BOB, "await-call",
                     "receive-msnftp " + first, "receive-p2p " + second, "leave");
                 RunningProgram alice = Msn.client(rig.client(), rig.server(), ALICE, "call " + BOB,
                     "send-msnftp " + file.path(), "send-p2p " + file.path(), "leave")) {
                assertTrue(alice.await(LIMIT) && bob.await(LIMIT), () -> alice.output() + bob.output());
                assertEquals(0, alice.status(), alice::output);
                assertEquals(0, bob.status(), bob::output);
            }
            assertTrue(file.sameAs(first) && file.sameAs(second));
            assertTrue(rig.gateway().records().await(LIMIT, verdict("msn", "clean"), 2),
                () -> rig.gateway().records().find(Records.of("scan", "msn")) + rig.gateway().output());
        }
    }
}
