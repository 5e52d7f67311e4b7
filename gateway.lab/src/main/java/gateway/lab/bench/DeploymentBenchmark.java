package gateway.lab.bench;

import gateway.lab.LabException;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.appliance.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** How long it takes from a jar in {@code load/} to a protocol that has passed its self-test and serves new flows. */
final class DeploymentBenchmark implements Benchmark {
    private static final Path JAR = Tree.root().resolve("cnf/template/tcp/target/gateway.template.tcp-1.0.0.jar");
    private static final int LEAST_RUNS = 20;
    private static final double NANOS = 1e9;

    @Override
    public String name() {
        return "deployment";
    }

    @Override
    public String title() {
        return "from a protocol's jar in load/ to its serving new flows, its self-test included";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        double[] seconds = new double[Math.max(LEAST_RUNS, settings.runs())];
        try (Contestant contestant = Contestant.gateway("classify and offload", conf -> conf)) {
            GatewayProcess gateway = contestant.gateway().orElseThrow();
            Path load = gateway.configuration().directory().resolveSibling("work").resolve("load");
            Path dropped = load.resolve("example.jar");
            // The first one loads the classes of the gate.
            for (int run = -1; run < seconds.length; run++) {
                Path whole = copy(JAR, load.resolveSibling("example.jar"));
                long began = System.nanoTime();
                gateway.cause("protocol example: serves new flows", () -> move(whole, dropped));
                double took = (System.nanoTime() - began) / NANOS;
                if (run >= 0) {
                    seconds[run] = took;
                    progress.say("run " + (run + 1) + ": " + Table.number(took) + " s");
                }
                gateway.cause("protocol example is gone", () -> delete(dropped));
            }
        }
        return List.of(Result.alone(name(), "drop to serving, median", Bootstrap.medianOf(seconds), "s",
            seconds.length));
    }

    private static Path copy(Path from, Path to) {
        try {
            return Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new LabException("cannot copy " + from + ": " + e.getMessage(), e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
