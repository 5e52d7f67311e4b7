package gateway.lab.bench;

import gateway.lab.LabException;
import gateway.lab.appliance.Clamd;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.appliance.Gogo;
import gateway.lab.appliance.Tree;
import gateway.lab.plugin.Transfers;
import gateway.lab.process.Await;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long what is held for a scanner waits once that is taken away, or gives way to another one: downloads go on side
 * by side, clamd is stopped until the last packet of each waits for a verdict, and then the scanner's bundle is
 * uninstalled, and installed again, or updated. What is measured is the time until each of the files was settled as
 * not scanned, that of the command itself included.
 */
final class ScannerRemovals {
    private static final int TIMES = 10;
    private static final int TRANSFERS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final Pattern UNSCANNED =
        Pattern.compile("^transfers scanned .* (\\d+) not scanned$", Pattern.MULTILINE);

    private final GatewayProcess gateway;
    private final Gogo gogo;
    private Clamd clamd;

    private ScannerRemovals(GatewayProcess gateway) {
        this.gateway = gateway;
        gogo = gateway.gogo();
        clamd = Clamd.of(gateway);
    }

    /** Takes the scanner away, brings it back and updates it ten times. */
    static List<Result> measure(String bench, Progress progress) {
        try (Contestant contestant = Contestant.routedGateway("gateway",
                 conf -> conf.rule(ScanningBenchmark.SCAN))) {
            ScannerRemovals measured = new ScannerRemovals(contestant.gateway().orElseThrow());
            double[] removed = new double[TIMES];
            double[] updated = new double[TIMES];
            Transfers transfers = new Transfers(TRANSFERS, contestant.client(), contestant.server(),
                contestant.large(), contestant.laboratory().directory("transfers"));
            try (transfers) {
                for (int i = 0; i < TIMES; i++) {
                    removed[i] = measured.settled("uninstall");
                    measured.install();
                    int first = measured.gateway.lines();
                    updated[i] = measured.settled("update");
                    measured.clamd = Clamd.of(measured.gateway, first);
                    progress.say("scanner taken away and back " + (i + 1) + " of " + TIMES + ": settled after "
                        + Math.round(removed[i]) + " ms, updated " + Math.round(updated[i]) + " ms; "
                        + transfers.complete() + " transfers, " + transfers.harmed() + " harmed");
                }
            }
            String what = TRANSFERS + " files held, clamd stopped, ";
            return List.of(
                Result.alone(bench, what + "scanner removed: settled after", max(removed), "ms, worst", TIMES),
                Result.alone(bench, what + "scanner updated: settled after", max(updated), "ms, worst", TIMES),
                Result.alone(bench, "transfers harmed by that", transfers.harmed(), "of " + (transfers.complete()
                    + transfers.harmed()), TIMES));
        }
    }

    private double settled(String command) {
        if (!clamd.signal("STOP")) {
            throw new LabException("there is no clamd to be stopped");
        }
        Await.until(LIMIT, "the last packet of each file waits", () -> gateway.stat("packets held") >= TRANSFERS);
        String bundle = gogo.bundle("gateway.scanner");
        long before = unscanned();
        long began = System.nanoTime();
        gogo.ask("felix:" + command + " " + bundle);
        if (!Await.holds(LIMIT, LOOK, () -> unscanned() - before >= TRANSFERS)) {
            throw new LabException("not all was settled:\n" + gogo.ask("gateway:stats"));
        }
        return (System.nanoTime() - began) / 1e6;
    }

    private void install() {
        int first = gateway.lines();
        gogo.ask("felix:start file:" + Tree.jar("gateway.scanner"));
        clamd = Clamd.of(gateway, first);
    }

    private long unscanned() {
        Matcher found = UNSCANNED.matcher(gogo.ask("gateway:stats"));
        if (!found.find()) {
            throw new LabException("gateway:stats says nothing of transfers scanned");
        }
        return Long.parseLong(found.group(1));
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }
}
