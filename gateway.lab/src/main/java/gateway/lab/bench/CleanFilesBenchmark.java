package gateway.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.lab.LabException;
import gateway.lab.appliance.Clamd;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.appliance.Records;
import gateway.lab.process.Await;
import gateway.lab.program.Curl;
import gateway.lab.program.SharedFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Whether scanning harms what is clean: files of all sizes, all different, fetched through a gateway that scans each
 * one, two to a hundred at a time, and compared with their originals; beside that what the gateway says of them.
 */
final class CleanFilesBenchmark implements Benchmark {
    private static final int BATCH = 250;
    private static final int[] AT_ONCE = {2, 5, 10, 20, 50, 100};
    private static final double LARGEST = 50_000_000;
    /** Sizes up to {@link #LARGEST} would be 28 GB: one file in ten has such a one, and all together have 5 GB. */
    private static final double USUALLY_LARGEST = 3_700_000;
    private static final int ONE_IN = 10;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Map<String, Long> verdicts = new TreeMap<>();
    private long fetched;
    private long bytes;
    private long empty;
    private long different;
    private double seconds;

    @Override
    public String name() {
        return "clean-files";
    }

    @Override
    public String title() {
        return "clean files of all sizes, each scanned on its way, beside their originals";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        SplittableRandom random = new SplittableRandom(settings.mutants().seed());
        try (Contestant contestant = Contestant.routedGateway("gateway",
                 conf -> conf.rule(ScanningBenchmark.SCAN))) {
            GatewayProcess gateway = contestant.gateway().orElseThrow();
            Clamd.of(gateway);
            for (int batch = 0; fetched < settings.files(); batch++) {
                int files = (int) Math.min(BATCH, settings.files() - fetched);
                batch(contestant, files, AT_ONCE[batch % AT_ONCE.length], random);
                progress.say(fetched + " of " + settings.files() + " files, " + bytes / 1_000_000 + " MB, " + different
                    + " different, " + Math.round(bytes / 1e6 / seconds) + " MB/s");
            }
            count(gateway);
            if (!gateway.stop()) {
                throw new LabException("the gateway did not stop:\n" + gateway.output());
            }
        }
        return results();
    }

    private void batch(Contestant contestant, int files, int atOnce, SplittableRandom random) {
        String name = "batch-" + fetched;
        Path folder = contestant.laboratory().directory("www/" + name);
        Path copies = contestant.laboratory().directory("copies");
        List<SharedFile> originals = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            originals.add(SharedFile.create(folder.resolve("file-" + i), size(random), random.nextLong()));
        }
        long began = System.nanoTime();
        new Curl(contestant.client()).keepAll("http://" + contestant.server().address4() + "/" + name + "/file-[0-"
            + (files - 1) + "]", copies, atOnce, LIMIT);
        seconds += (System.nanoTime() - began) / 1e9;
        for (SharedFile original : originals) {
            fetched++;
            bytes += original.bytes();
            empty += original.bytes() == 0 ? 1 : 0;
            if (!original.sameAs(copies.resolve(original.name()))) {
                different++;
            }
        }
        SharedFile.deleteFolder(folder);
        SharedFile.deleteFolder(copies);
    }

    /** Log-uniform from nothing on. */
    private static long size(SplittableRandom random) {
        double most = random.nextInt(ONE_IN) == 0 ? LARGEST : USUALLY_LARGEST;
        return (long) Math.exp(random.nextDouble() * Math.log(most + 1)) - 1;
    }

    /** What the gateway recorded, one record a file; an empty file is no transfer. */
    private void count(GatewayProcess gateway) {
        Await.until(LIMIT, "nothing is held", () -> gateway.stat("packets held") == 0);
        long[] before = {-1};
        // Records are on the disk within half a second.
        Await.until(LIMIT, "no further record comes", () -> {
            long now = scans(gateway).size();
            boolean same = now == before[0];
            before[0] = now;
            Await.pause(Duration.ofSeconds(1));
            return same;
        });
        for (JsonNode record : scans(gateway)) {
            JsonNode scan = record.path("scan");
            String reason = scan.path("reason").asText();
            verdicts.merge(scan.path("verdict").asText() + (reason.isEmpty() ? "" : ": " + reason), 1L, Long::sum);
        }
    }

    private static List<JsonNode> scans(GatewayProcess gateway) {
        return gateway.records().find(Records.of("scan", "http"));
    }

    private List<Result> results() {
        List<Result> results = new ArrayList<>();
        String of = "of " + fetched;
        results.add(Result.alone(name(), "fetched", bytes / 1e6, "MB", 1));
        results.add(Result.alone(name(), "fetched, scanned on the way", bytes / 1e6 / seconds, "MB/s", 1));
        results.add(Result.alone(name(), "different at the receiver, or not there", different, of, 1));
        results.add(Result.alone(name(), "empty, and so no transfer", empty, of, 1));
        verdicts.forEach((verdict, count) ->
            results.add(Result.alone(name(), "the gateway says " + verdict, count, of, 1)));
        return results;
    }
}
