package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.lab.appliance.Gogo;
import gateway.lab.appliance.Records;
import gateway.lab.appliance.Rule;
import gateway.lab.plugin.Transfers;
import gateway.lab.process.Await;
import gateway.lab.program.Curl;
import gateway.lab.program.SharedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Records and files of real transfers, while the auditor comes and goes, and after the gateway was killed. */
class AuditorTest {
    private static final Rule AUDIT = Rule.of("audit-http", "audit", "http");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int MEGABITS = 200;
    private static final int SWAPS = 10;
    private static final Predicate<JsonNode> OUTCOME =
        Records.of("fileinfo", "http").and(line -> line.path("fileinfo").has("stored"));
    private static final Predicate<JsonNode> STORED = OUTCOME.and(line -> line.path("fileinfo").path("stored")
        .asBoolean());

    private static Path stored(Rig rig, SharedFile file) throws IOException {
        Path files = rig.gateway().records().file().resolveSibling("files");
        try (Stream<Path> tree = Files.walk(files)) {
            return tree.filter(each -> each.getFileName().toString().length() == 64)
                .filter(file::sameAs).findFirst().orElseThrow();
        }
    }

    @Test
    void shouldHarmNoTransferAndLoseNoRecordWhereTheAuditorIsSwappedTenTimes() throws IOException {
        try (Rig rig = Rig.with(AUDIT)) {
            // Traffic never waits for records: on a busy machine they would not keep up with what a loopback carries.
            rig.server().limitSending(MEGABITS);
            SharedFile file = rig.serve(2_000_000);
            Gogo gogo = rig.gateway().gogo();
            String id = gogo.bundle("gateway.auditor");
            Transfers transfers = new Transfers(4, rig.client(), rig.server(), file, rig.fresh());
            try (transfers) {
                for (int i = 0; i < SWAPS; i++) {
                    int before = rig.gateway().records().find(STORED).size();
                    for (String command : List.of("stop ", "update ", "start ")) {
                        gogo.ask("felix:" + command + id);
                    }
                    assertTrue(Await.holds(SOON, () -> rig.gateway().records().find(STORED).size() > before),
                        () -> "no file is stored after a swap:\n" + rig.gateway().output());
                }
            }
            assertEquals(0, transfers.harmed());
            assertTrue(transfers.complete() > SWAPS);
            assertFalse(rig.gateway().output().contains("did not take in time"), rig.gateway()::output);
            assertTrue(rig.gateway().stop());
            assertTrue(stored(rig, file).getFileName().toString().length() > 0);
            for (JsonNode line : rig.gateway().records().find(OUTCOME)) {
                assertTrue(line.path("fileinfo").path("stored").asBoolean()
                    || line.path("fileinfo").path("reason").asText().equals("recording ended before"), line::toString);
            }
        }
    }

    @Test
    void shouldHaveOnTheDiskWhatItSawASecondBeforeItWasKilled() throws IOException {
        try (Rig rig = Rig.with(AUDIT)) {
            SharedFile file = rig.serve(300_000);
            Path target = rig.fresh().resolve("page.bin");
            assertTrue(new Curl(rig.client()).fetch(Curl.url4(rig.server(), file), target).ok());
            assertTrue(rig.gateway().records().await(SOON, STORED));
            // It is in the lines; the database has it within the same half second.
            Await.until(SOON, "the log of the database is written", () ->
                Rig.stored(rig.gateway().records().file().resolveSibling("records.db-wal")) > 0);
            sleepASecond();
            rig.gateway().kill();
            Path database = rig.gateway().records().file().resolveSibling("records.db");
            String found = gateway.lab.process.Command.run("python3", "-c", "import sqlite3,sys;"
                + "print(sqlite3.connect(sys.argv[1]).execute('SELECT name, size FROM record WHERE kind=\"file\" "
                + "AND hash<>\"\"').fetchall())", database.toString()).check().out();
            assertEquals("[('page.bin', 300000)]", found.strip());
            assertArrayEquals(Files.readAllBytes(target), Files.readAllBytes(stored(rig, file)));
        }
    }

    /** What is promised is a time, and it has to pass. */
    private static void sleepASecond() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
