package gateway.lab.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import gateway.lab.LabException;
import gateway.lab.chart.Bar;
import gateway.lab.chart.RatioChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sub-command {@code bench [NAME...] [--json F] [--png DIR] [--runs N] [--captures DIR] [--packets N]
 * [--cells LOSS/ROUNDTRIP,...] [--inputs N] [--seed N] [--files N]
 * [--parts PART,...]}.
 */
public final class Bench {
    private static final List<Benchmark> ALL = List.of(new QueueingBenchmark(), new LatencyBenchmark(),
        new RefusalBenchmark(), new AccountingBenchmark(), new FloodBenchmark(), new AllocationBenchmark(),
        new PipelineBenchmark(), new ContentBenchmark(), new ScanningBenchmark(), new CleanFilesBenchmark(),
        new FastPassBenchmark(), new ConnectionCacheBenchmark(), new HeadOfLineBenchmark(), new DeploymentBenchmark(),
        new LifecycleBenchmark(), new ConsoleBenchmark(), new MutantsBenchmark(), new ListsBenchmark(),
        new MutatedListsBenchmark(), new LocalizationBenchmark());

    private Bench() {
    }

    /**
     * Runs it.
     *
     * @return the exit status: 0 if all was measured
     * @throws IllegalArgumentException if the arguments ask for something that there is not
     */
    public static int run(List<String> arguments) {
        Settings settings = Settings.parse(arguments);
        List<Benchmark> chosen = choose(settings.names());
        settings.png().ifPresent(Bench::makeDirectory);
        List<Result> all = new ArrayList<>();
        for (Benchmark benchmark : chosen) {
            System.out.println(benchmark.name() + ": " + benchmark.title());
            List<Result> results = benchmark.run(settings, line -> System.out.println("  " + line));
            System.out.println();
            Table.print(System.out, results);
            System.out.println();
            settings.png().ifPresent(directory -> draw(directory, benchmark, results));
            all.addAll(results);
            // After each, so that a long run that is broken off has not measured for nothing.
            settings.json().ifPresent(file -> write(file, all));
        }
        return 0;
    }

    private static List<Benchmark> choose(List<String> names) {
        String known = ALL.stream().map(Benchmark::name).collect(Collectors.joining(", "));
        for (String name : names) {
            if (ALL.stream().noneMatch(benchmark -> benchmark.name().equals(name))) {
                throw new IllegalArgumentException("bench: no benchmark " + name + "; there are " + known);
            }
        }
        return names.isEmpty() ? ALL : ALL.stream().filter(benchmark -> names.contains(benchmark.name())).toList();
    }

    private static void makeDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new IllegalArgumentException("bench: cannot write to " + directory, e);
        }
    }

    private static void draw(Path directory, Benchmark benchmark, List<Result> results) {
        List<Result> compared = results.stream().filter(result -> result.ratio() != null).toList();
        List<Bar> bars = compared.stream()
            .map(result -> new Bar(result.subject(), result.ratio(), result.ciLow(), result.ciHigh())).toList();
        String axis = "ratio to " + compared.stream().map(Result::reference).distinct()
            .collect(Collectors.joining(" or "));
        RatioChart.write(directory.resolve(benchmark.name() + ".png"), benchmark.title(), axis, bars);
    }

    private static void write(Path file, List<Result> results) {
        try {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), results);
        } catch (IOException e) {
            throw new LabException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
