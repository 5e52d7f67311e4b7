package gateway.lab.bench;

import gateway.lab.LabException;
import gateway.lab.appliance.Clamd;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.appliance.Rule;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import gateway.lab.program.Curl;
import gateway.lab.program.SharedFile;
import gateway.lab.traffic.ClamdStreams;
import gateway.lab.traffic.Echo;
import gateway.lab.traffic.JavaProgram;
import gateway.lab.traffic.PingPong;
import gateway.lab.traffic.RoundTrips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What scanning costs: files that are fetched through a gateway that has each one scanned, beside the same clamd given
 * as many files of the same sizes without a gateway; as wholes and in windows. No file comes twice, since clamd
 * remembers what was clean. And what others feel of it: round trips of new flows while a large file is scanned through
 * the gateway, beside clamd, and while clamd is stopped (kP2PADM 3.1.5, which could only estimate).
 */
final class ScanningBenchmark implements Benchmark {
    private static final Rule SCAN = Rule.of("scan-web", "scan", "http");
    private static final Duration LIMIT = Duration.ofSeconds(300);
    private static final int AT_ONCE = 2;
    private static final int PORT = 7777;
    private static final int ROUND_TRIPS = 4000;

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
                if (part.window() == 0) {
                    results.addAll(latency(contestant, settings, progress));
                }
            }
        }
        return results;
    }

    private List<Result> throughput(Part part, Contestant contestant, Settings settings, Progress progress) {
        GatewayProcess gateway = contestant.gateway().orElseThrow();
        Path socket = Clamd.of(gateway).socket();
        Path warmUp = files(contestant, part);
        fetch(contestant, part, warmUp);
        delete(warmUp);
        Map<Way, double[]> rates = new Rounds(settings.runs(), progress).measure(part.name() + " (MB/s)",
            List.of(Way.values()), way -> {
                Path folder = files(contestant, part);
                double seconds = way == Way.GATEWAY ? fetch(contestant, part, folder) : scan(contestant, part, socket,
                    folder);
                delete(folder);
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
        return new Curl(contestant.client()).all(url, part.files(), part.bytes(), LIMIT);
    }

    private static double scan(Contestant contestant, Part part, Path socket, Path folder) {
        return Double.parseDouble(new JavaProgram(ClamdStreams.class).run(contestant.client(), LIMIT, socket, folder,
            AT_ONCE, part.window(), part.window() == 0 ? 0 : 1000).strip());
    }

    /** What goes on beside the round trips. */
    private enum Beside {
        NOTHING("nothing beside"), CLAMD("clamd scans beside the gateway"), GATEWAY("scanned through the gateway"),
        STOPPED("held, since clamd is stopped");

        private final String text;

        Beside(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private List<Result> latency(Contestant contestant, Settings settings, Progress progress) {
        Echo.start(contestant.server(), PORT);
        Clamd clamd = Clamd.of(contestant.gateway().orElseThrow());
        Part large = new Part("one", 1, 100_000_000, 0, 100);
        Map<Beside, double[]> times = new Rounds(settings.runs(), progress).measure(
            "99th percentile of others, there and back (us)", List.of(Beside.values()), beside -> {
                Path folder = files(contestant, large);
                try (Work work = beside(beside, contestant, folder, clamd)) {
                    return RoundTrips.by(PingPong.class, contestant.client(), LIMIT, contestant.server().address4(),
                        PORT, ROUND_TRIPS, "fresh").p99Micros();
                } finally {
                    delete(folder);
                }
            });
        String what = "99th percentile of others: ";
        return List.of(
            Result.compared(name(), what + Beside.GATEWAY, "us", times.get(Beside.GATEWAY), Beside.CLAMD.text,
                times.get(Beside.CLAMD)),
            Result.compared(name(), what + Beside.STOPPED, "us", times.get(Beside.STOPPED), Beside.NOTHING.text,
                times.get(Beside.NOTHING)));
    }

    /** Something that goes on until it is closed. */
    private interface Work extends AutoCloseable {
        @Override
        void close();
    }

    private static Work beside(Beside beside, Contestant contestant, Path folder, Clamd clamd) {
        return switch (beside) {
            case NOTHING -> () -> { };
            case CLAMD -> closing(new JavaProgram(ClamdStreams.class).start(contestant.client(), clamd.socket(), folder,
                1, 0, 0));
            case GATEWAY -> closing(fetching(contestant, folder));
            case STOPPED -> {
                clamd.signal("STOP");
                RunningProgram fetching = fetching(contestant, folder);
                Await.until(LIMIT, "the file waits for its verdict",
                    () -> contestant.gateway().orElseThrow().stat("packets held") > 0);
                yield () -> {
                    clamd.signal("CONT");
                    fetching.close();
                };
            }
        };
    }

    private static RunningProgram fetching(Contestant contestant, Path folder) {
        return contestant.client().start("curl", List.of("curl", "-sS", "-o", "/dev/null",
            "http://" + contestant.server().address4() + "/" + folder.getFileName() + "/file-0"));
    }

    private static Work closing(RunningProgram program) {
        return program::close;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new LabException("cannot delete " + folder + ": " + e.getMessage(), e);
        }
    }
}
