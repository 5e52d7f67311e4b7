package gateway.lab.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.lab.process.Command;
import gateway.lab.process.Ledger;
import gateway.lab.process.ProcessStatus;
import gateway.lab.process.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaboratoryTest {
    private static final Plan TWO = new Plan(List.of(Site.CLIENT, Site.SERVER), Plan.Offloads.ON, false);

    @BeforeEach
    void rootOnly() {
        assumeTrue(Laboratory.possible(), "network namespaces need root");
    }

    @Test
    void shouldForwardBothFamiliesAndCount() {
        try (Laboratory laboratory = Laboratory.build(TWO)) {
            Traffic before = laboratory.router().traffic(Site.SERVER);
            Host client = laboratory.host(Site.CLIENT);
            assertTrue(client.run("ping", "-n", "-c", "3", "-i", "0.01", Site.SERVER.address4()).ok());
            assertTrue(client.run("ping", "-n", "-c", "3", "-i", "0.01", Site.SERVER.address6()).ok());
            Traffic carried = laboratory.router().traffic(Site.SERVER).since(before);
            assertTrue(carried.sentPackets() >= 6, () -> "carried " + carried);
            assertTrue(laboratory.router().queues().isEmpty());
        }
    }

    @Test
    void shouldSwitchOffloadsOff() {
        try (Laboratory laboratory = Laboratory.build(TWO.with(Plan.Offloads.OFF))) {
            String features = laboratory.host(Site.CLIENT).run("ethtool", "-k", "eth0").out();
            assertTrue(features.contains("generic-segmentation-offload: off"), features);
            assertTrue(features.contains("tx-checksumming: off"), features);
        }
    }

    @Test
    void shouldHideTheInsideBehindTheRouter() {
        try (Laboratory laboratory = Laboratory.build(new Plan(TWO.sites(), Plan.Offloads.ON, true))) {
            laboratory.host(Site.CLIENT).run("ping", "-n", "-c", "1", Site.SERVER.address4());
            String seen = laboratory.router().namespace().run("conntrack", "-L").out();
            assertTrue(seen.contains("src=10.1.0.2 dst=10.1.0.1"), seen);
        }
    }

    @Test
    void shouldLeaveNothingBehind() {
        Path directory;
        RunningProgram program;
        String namespace;
        try (Laboratory laboratory = Laboratory.build(TWO)) {
            directory = laboratory.directory();
            Host client = laboratory.host(Site.CLIENT);
            namespace = client.namespace().name();
            program = client.start("sleep", List.of("sleep", "1000"));
            assertTrue(program.alive());
        }
        assertFalse(program.alive());
        assertFalse(Files.exists(directory));
        assertFalse(Files.exists(Path.of("/run/netns", namespace)));
    }

    @Test
    void shouldClearUpAfterAKilledRun() throws IOException, InterruptedException {
        Process orphan = new ProcessBuilder("sleep", "1000").start();
        Path directory = Files.createTempDirectory("p2padm-lab-");
        String namespace = "p2padm-orphan-" + ProcessHandle.current().pid();
        Command.run("ip", "netns", "add", namespace);
        long start = ProcessStatus.of(orphan.pid()).orElseThrow().startTicks();
        Path ledger = abandonedLedger(List.of("NAMESPACE " + namespace, "PROCESS " + orphan.pid() + " " + start,
            "DIRECTORY " + directory));

        Leftovers.clear();

        assertTrue(orphan.waitFor(5, java.util.concurrent.TimeUnit.SECONDS));
        assertFalse(Files.exists(directory));
        assertFalse(Files.exists(Path.of("/run/netns", namespace)));
        assertFalse(Files.exists(ledger));
    }

    @Test
    void shouldSpareAProcessThatGotTheIdOfADeadOne() throws IOException {
        Process stranger = new ProcessBuilder("sleep", "1000").start();
        try {
            abandonedLedger(List.of("PROCESS " + stranger.pid() + " 1"));
            Leftovers.clear();
            assertTrue(stranger.isAlive());
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void shouldReadQueueCounters() {
        List<QueueStatus> queues = QueueStatus.parse(List.of("    7  12345     3 2  2048     4     5       99  1"));
        assertEquals(List.of(new QueueStatus(7, 3, 2048, 4, 5, 99)), queues);
    }

    @Test
    void shouldEndProgramsWhoseLifeIsOver() {
        try (Laboratory laboratory = Laboratory.build(new Plan(List.of(), Plan.Offloads.ON, false))) {
            RunningProgram program = laboratory.programs().start(new gateway.lab.process.Programs.Start(
                "sleep", List.of("sleep", "1000"), Duration.ofMillis(100)));
            assertTrue(program.await(Duration.ofSeconds(5)));
        }
    }

    /** A ledger in the name of process 1 with a start that process 1 never had. */
    private static Path abandonedLedger(List<String> lines) throws IOException {
        Ledger.open().close();
        Path file = Path.of("/run/p2padm-lab", "1-999999999-" + ProcessHandle.current().pid());
        return Files.write(file, lines);
    }
}
