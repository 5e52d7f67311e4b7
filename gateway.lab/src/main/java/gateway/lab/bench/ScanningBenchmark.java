package gateway.lab.bench;

import gateway.lab.appliance.Clamd;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.appliance.Rule;
import gateway.lab.program.Curl;
import gateway.lab.program.SharedFile;
import gateway.lab.traffic.ClamdStreams;
import gateway.lab.traffic.JavaProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What scanning costs: files that are fetched through a gateway that has each one scanned, beside the same clamd given
 * as many files of the same sizes without a gateway; as wholes and in windows. No file comes twice, since clamd
 * remembers what was clean. Then what others feel of it ({@link ScanBystanders}), what all functions cost together
 * ({@link ScanConfigurations}), and how soon all is settled where the scanner goes ({@link ScannerRemovals}). kP2PADM,
 * 3.1.5, could only estimate.
 */
final class ScanningBenchmark implements Benchmark {
    static final Rule SCAN = Rule.of("scan-web", "scan", "http");
    private static final Duration LIMIT = Duration.ofSeconds(300);
    /** As many as the gateway lets its clamd scan. */
    private static final int AT_ONCE = 2;
    private static final int FETCHED_AT_ONCE = 20;

    /**
     * Files.
     *
     * @param window of the gateway's bytes; 0 where a file is scanned as a whole
     */
    private record Part(String name, int files, int bytes, int window, int wholeMegabytes) {
        double megabytes() {
            return files * (bytes / 1e6);
        }
    }

    private static final List<Part> PARTS = List.of(new Part("whole files of 2 MB", 150, 2_000_000, 0, 100),
        new Part("windows of files of 20 MB", 15, 20_000_000, 1_000_000, 1));

    /** Who has the files scanned. */
    private enum Way {
        GATEWAY, CLAMD
    }

    private int made;

    @Override
    public String name() {
        return "scanning";
    }

    @Override
    public String title() {
        return "files scanned on their way, beside clamd alone, and what others feel of it";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        List<Result> results = new ArrayList<>();
        for (Part part : PARTS) {
            try (Contestant contestant = Contestant.routedGateway("gateway",
                     conf -> conf.rule(SCAN).files("wholeMegabytes", part.wholeMegabytes()))) {
                results.addAll(throughput(part, contestant, settings, progress));
            }
        }
        results.addAll(ScanBystanders.measure(name(), settings.runs(), progress));
        results.addAll(ScanConfigurations.measure(name(), settings.runs(), progress));
        results.addAll(ScannerRemovals.measure(name(), progress));
        return results;
    }

    private List<Result> throughput(Part part, Contestant contestant, Settings settings, Progress progress) {
        GatewayProcess gateway = contestant.gateway().orElseThrow();
        Path socket = Clamd.of(gateway).socket();
        Path warmUp = files(contestant, part);
        fetch(contestant, part, warmUp);
        SharedFile.deleteFolder(warmUp);
        Map<Way, double[]> rates = new Rounds(settings.runs(), progress).measure(part.name() + " (MB/s)",
            List.of(Way.values()), way -> {
                Path folder = files(contestant, part);
                double seconds = way == Way.GATEWAY ? fetch(contestant, part, folder) : scan(contestant, part, socket,
                    folder);
                SharedFile.deleteFolder(folder);
                return part.megabytes() / seconds;
            });
        return List.of(
            Result.alone(name(), part.name() + ": clamd alone", Bootstrap.medianOf(rates.get(Way.CLAMD)), "MB/s",
                settings.runs()),
            Result.compared(name(), part.name() + ": through the gateway", "MB/s", rates.get(Way.GATEWAY),
                "clamd alone", rates.get(Way.CLAMD)));
    }

    private Path files(Contestant contestant, Part part) {
        Path folder = contestant.laboratory().directory("www/set-" + ++made);
        for (int i = 0; i < part.files(); i++) {
            SharedFile.create(folder.resolve("file-" + i), part.bytes(), (long) made << 32 | i);
        }
        return folder;
    }

    private static double fetch(Contestant contestant, Part part, Path folder) {
        String url = "http://" + contestant.server().address4() + "/" + folder.getFileName() + "/file-[0-"
            + (part.files() - 1) + "]";
        return new Curl(contestant.client()).all(url, part.files(), part.bytes(), FETCHED_AT_ONCE, LIMIT);
    }

    private static double scan(Contestant contestant, Part part, Path socket, Path folder) {
        return Double.parseDouble(new JavaProgram(ClamdStreams.class).run(contestant.client(), LIMIT, socket, folder,
            AT_ONCE, part.window(), part.window() == 0 ? 0 : 1000).strip());
    }
}
