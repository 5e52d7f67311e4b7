package gateway.lab.bench;

import gateway.lab.LabException;
import gateway.lab.appliance.Rule;
import gateway.lab.link.LossyLink;
import gateway.lab.network.Router;
import gateway.lab.process.RunningProgram;
import gateway.lab.program.Curl;
import gateway.lab.program.SharedFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What reading costs where the network loses and delays (kP2PADM, figure 10): downloads that are audited, with and
 * without fast pass, beside no gateway at all. In one round all three lose the same segments of each connection.
 */
final class FastPassBenchmark implements Benchmark {
    private static final Rule AUDIT = Rule.of("audit-web", "audit", "http");
    /** The paper's file. */
    private static final long FILE_BYTES = 300_000_000;
    private static final int FILE_SECONDS = 300;
    private static final int TRANSFERS = 8;
    private static final int MEGABITS = 100;
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 40_000;
    private static final int WARM_UP_SECONDS = 3;
    /** Long enough for the start to count for little at 100 ms. */
    private static final int SECONDS = 10;
    private static final double MEGA = 1e6;
    /** What a segment carries at most; fewer packets than that in user space were not read. */
    private static final int SEGMENT_BYTES = 1460;

    private int turns;

    @Override
    public String name() {
        return "fast-pass";
    }

    @Override
    public String title() {
        return "goodput of eight audited downloads over a lossy link, with and without fast pass";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        progress.say("setting up three laboratories");
        try (Contestant direct = Contestant.plain("no gateway", Optional.empty());
             Contestant fast = Contestant.plain("fast pass", Optional.of(conf ->
                 conf.auditor("storeFiles", "off").rule(AUDIT).intake("tapMegabytes", 0)));
             Contestant slow = Contestant.plain("no fast pass", Optional.of(conf ->
                 conf.auditor("storeFiles", "off").rule(AUDIT).intake("tapMegabytes", 0).intake("fastPass", false)))) {
            List<Contestant> contestants = List.of(direct, fast, slow);
            SharedFile.create(site(direct).resolve("movie.bin"), FILE_BYTES, 1);
            contestants.forEach(contestant -> prepare(contestant, direct));
            List<Result> results = new ArrayList<>();
            for (LossyCell cell : settings.cells()) {
                results.addAll(measure(settings, progress, cell, contestants));
            }
            return results;
        }
    }

    private static Path site(Contestant contestant) {
        return contestant.laboratory().directory("www");
    }

    private void prepare(Contestant contestant, Contestant owner) {
        if (contestant != owner) {
            contestant.laboratory().link(site(owner).resolve("movie.bin"), site(contestant).resolve("movie.bin"));
        }
        contestant.server().limitSending(MEGABITS);
        // BBR takes little notice of losses and would hide what waiting costs; namespaces may always choose Reno.
        contestant.server().namespace().sysctl("net.ipv4.tcp_congestion_control", "reno");
        LossyLink.install(contestant.server());
        goodput(contestant, new LossyCell(1, 1), TRANSFERS, WARM_UP_SECONDS, 0);
    }

    private List<Result> measure(Settings settings, Progress progress, LossyCell cell, List<Contestant> contestants) {
        Map<Contestant, double[]> values = rounds(settings.runs(), progress, cell + " (MB/s)", contestants,
            (contestant, seed) -> goodput(contestant, cell, TRANSFERS, SECONDS, seed));
        List<Result> results = new ArrayList<>(results(cell.toString(), contestants, values));
        double alone = Bootstrap.medianOf(values.get(contestants.get(0))) * MEGA / TRANSFERS;
        if (FILE_BYTES / alone <= FILE_SECONDS) {
            String subject = cell + ", 300 MB file";
            results.addAll(results(subject, contestants, rounds(1, progress, subject + " (MB/s)", contestants,
                (contestant, seed) -> goodput(contestant, cell, 1, FILE_SECONDS, seed))));
        }
        return results;
    }

    /** One transfer, or several, of one contestant, with what is lost. */
    private interface Transfer {
        double goodput(Contestant contestant, int seed);
    }

    private Map<Contestant, double[]> rounds(int runs, Progress progress, String what, List<Contestant> contestants,
                                             Transfer transfer) {
        int first = turns;
        turns += runs * contestants.size();
        int[] turn = {first};
        return new Rounds(runs, progress).measure(what, contestants,
            contestant -> transfer.goodput(contestant, 1 + turn[0]++ / contestants.size()));
    }

    private List<Result> results(String subject, List<Contestant> contestants, Map<Contestant, double[]> values) {
        Contestant direct = contestants.get(0);
        double[] reference = values.get(direct);
        List<Result> results = new ArrayList<>();
        results.add(Result.alone(name(), subject + ": " + direct, Bootstrap.medianOf(reference), "MB/s",
            reference.length));
        for (Contestant contestant : contestants.subList(1, contestants.size())) {
            results.add(Result.compared(name(), subject + ": " + contestant, "MB/s", values.get(contestant),
                direct.name(), reference));
        }
        return results;
    }

    /** Megabytes a second that arrived at the application. */
    private static double goodput(Contestant contestant, LossyCell cell, int transfers, int seconds, int seed) {
        Router router = contestant.laboratory().router();
        String url = "http://" + contestant.server().address4() + "/movie.bin";
        // The same ports in all three laboratories, and none that has just been used.
        int port = FIRST_PORT + seed * TRANSFERS % PORTS;
        List<Curl.Share> shares;
        long before = router.queuedPackets();
        try (RunningProgram link = LossyLink.start(contestant.server(), cell.lossPercent(), cell.roundTripMillis(),
                seed)) {
            shares = new Curl(contestant.client()).together(url, transfers, port, seconds);
            if (!link.alive()) {
                throw new LabException("the lossy link broke: " + link.output());
            }
        }
        long bytes = shares.stream().mapToLong(Curl.Share::bytes).sum();
        if (contestant.gateway().isPresent() && router.queuedPackets() - before < bytes / SEGMENT_BYTES) {
            throw new LabException(contestant + ": the gateway did not read what it was to read");
        }
        return bytes / MEGA / shares.stream().mapToDouble(Curl.Share::seconds).max().orElseThrow();
    }
}
