package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.lab.appliance.Rule;
import gateway.lab.network.Site;
import gateway.lab.plugin.Cycle;
import gateway.lab.plugin.Transfers;
import gateway.lab.plugin.TrialBundle;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import gateway.lab.program.Curl;
import gateway.lab.program.Download;
import gateway.lab.program.Nginx;
import gateway.lab.program.Ping;
import gateway.lab.program.SharedFile;
import gateway.lab.traffic.Echo;
import gateway.lab.traffic.Heartbeat;
import gateway.lab.traffic.JavaProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bundles are dropped into a gateway under traffic, and not all of them are good. */
class BundleLifeTest {
    private static final Rule WATCH = Rule.of("watch-trial", "monitor", "trial");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration BEATS = Duration.ofSeconds(15);
    private static final int PORT = 7777;
    /** What an undecided flow may at most wait: half a second to notice, half to get things going. */
    private static final double RESUMED_MILLIS = 1000;

    private static void waitFor(Rig rig, String words) {
        assertTrue(Await.holds(SOON, () -> rig.gateway().output().contains(words)),
            () -> words + " in:\n" + rig.gateway().output());
    }

    /** A flow of the protocol that the trial parser knows. */
    private static void speak(Rig rig) {
        rig.client().run(SOON, List.of("bash", "-c",
            "echo -n TRIAL >/dev/udp/" + rig.server().address4() + "/" + PORT)).check();
    }

    @Test
    void shouldGoOnWithinASecondWhereABundleLoopsForEver() {
        try (Rig rig = Rig.with(WATCH)) {
            Path site = rig.laboratory().directory("www");
            SharedFile file = SharedFile.create(site.resolve("large.bin"), 40_000_000, 1);
            Nginx.start(rig.laboratory(), rig.server(), site);
            Echo.start(rig.server(), PORT);
            Path target = rig.fresh().resolve("large.bin");
            Download download = new Curl(rig.client()).start(Curl.url4(rig.server(), file), target, file, "3m");
            Ping ping = Ping.start(rig.client(), Site.SERVER.address4());
            RunningProgram heartbeat = new JavaProgram(Heartbeat.class).start(rig.client(),
                Site.SERVER.address4(), PORT, BEATS.toSeconds());
            TrialBundle.parser("loop").drop(rig.gateway().load());
            waitFor(rig, Cycle.serving(TrialBundle.parser("loop")));
            speak(rig);

            waitFor(rig, "protocol trial is quarantined: a worker was stuck in it");
            assertTrue(heartbeat.await(BEATS.multipliedBy(3)));
            String[] beats = heartbeat.output().strip().split(" ");
            assertEquals(beats[0], beats[1], () -> heartbeat.output() + rig.gateway().output());
            assertTrue(Double.parseDouble(beats[2]) < RESUMED_MILLIS,
                () -> heartbeat.output() + rig.gateway().output());
            assertEquals(0, ping.end().lost());
            assertTrue(download.await(SOON));
            assertEquals(1, rig.gateway().stat("workers replaced"));
            assertEquals(1, rig.gateway().stat("threads stuck"));
            assertEquals(1, rig.gateway().stat("exception workerStalled"));
            speak(rig);
            assertTrue(rig.gateway().stop(), "stopped although a thread is stuck");
        }
    }

    @Test
    void shouldSwapBundlesUnderTransfersAndLeaveNothingBehind() {
        try (Rig rig = Rig.with(WATCH)) {
            SharedFile file = rig.serve(2_000_000);
            Echo.start(rig.server(), PORT);
            Cycle cycle = new Cycle(rig.gateway(), rig.client(), rig.server().address4(), PORT);
            cycle.run(TrialBundle.parser("read"));
            cycle.run(TrialBundle.auditor("read"));
            int before = Cycle.classLoaders(rig.gateway());
            Transfers transfers = new Transfers(8, rig.client(), rig.server(), file, rig.fresh());
            try (transfers) {
                for (int i = 0; i < 2; i++) {
                    cycle.run(TrialBundle.parser("read"));
                    cycle.run(TrialBundle.auditor("read"));
                }
            }
            assertEquals(0, transfers.harmed());
            assertEquals(before, Cycle.classLoaders(rig.gateway()));
            String said = rig.gateway().output();
            assertFalse(said.contains(TrialBundle.CALLED_AFTERWARDS), said);
            assertTrue(said.contains("protocol trial is gone: 5 flows orphaned"), said);
        }
    }

    @Test
    void shouldPutABundleOutThatThrowsOrDawdlesUntilItIsUpdated() {
        try (Rig rig = Rig.with(WATCH)) {
            Echo.start(rig.server(), PORT);
            TrialBundle.parser("throw").word("\\u0001\\u0002").drop(rig.gateway().load());
            waitFor(rig, Cycle.serving(TrialBundle.parser("").version("1.0.0")));
            RunningProgram heartbeat = new JavaProgram(Heartbeat.class).start(rig.client(),
                Site.SERVER.address4(), PORT, 3 * BEATS.toSeconds());
            waitFor(rig, "trial.parser 1.0.0, protocol trial is quarantined: it failed 100 times within 10 s");

            TrialBundle.parser("slow").version("2.0.0").word("\\u0001\\u0002").drop(rig.gateway().load());
            waitFor(rig, Cycle.serving(TrialBundle.parser("").version("2.0.0")));
            waitFor(rig, "trial.parser 2.0.0, protocol trial is quarantined: it took");

            TrialBundle.parser("read").version("3.0.0").word("\\u0001\\u0002").drop(rig.gateway().load());
            waitFor(rig, Cycle.serving(TrialBundle.parser("").version("3.0.0")));
            assertTrue(rig.gateway().records().await(SOON, gateway.lab.appliance.Records.of("decision", "trial")));
            heartbeat.close();
            assertEquals(0, rig.gateway().stat("workers replaced"));
            assertFalse(rig.gateway().output().contains(TrialBundle.CALLED_AFTERWARDS));
        }
    }
}
