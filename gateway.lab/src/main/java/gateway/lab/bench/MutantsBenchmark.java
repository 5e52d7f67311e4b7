package gateway.lab.bench;

import gateway.lab.LabException;
import gateway.lab.appliance.Tree;
import gateway.lab.mutant.Bounds;
import gateway.lab.mutant.Mutants;
import gateway.lab.mutant.PlugIn;
import gateway.lab.mutant.Tally;
import gateway.lab.mutant.Tally.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Hostile input for all dissectors: nothing is thrown, no bound exceeded. Runs on one thread of this program, with the
 * bundles of the appliance and core's classifier, without a network. A fault ends with the number of its flow, which
 * {@code --seed} with {@code --inputs 1} plays again.
 */
final class MutantsBenchmark implements Benchmark {
    private static final Path BUNDLES = Tree.root().resolve("cnf/app/target/appliance/bundle");
    private static final double THOUSAND = 1000;

    @Override
    public String name() {
        return "mutants";
    }

    @Override
    public String title() {
        return "mutated conversations over all dissectors";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        List<Path> captures = settings.captures().map(MutantsBenchmark::captures).orElse(List.of());
        List<PlugIn> plugIns = PlugIn.in(BUNDLES).stream().map(plugIn -> plugIn.with(captures)).toList();
        Mutants mutants = new Mutants(plugIns, Bounds.USUAL);
        List<Result> results = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (PlugIn plugIn : plugIns) {
            long inputs = Math.max(1, settings.mutants().inputs() / plugIns.size());
            Tally tally = mutants.play(plugIn, settings.mutants().seed(), inputs);
            results.addAll(results(plugIn.id(), tally));
            findings.addAll(tally.findings().values());
            progress.say(plugIn.id() + ": " + told(plugIn, tally));
            tally.findings().values().forEach(finding -> progress.say(finding.toString()));
        }
        if (!findings.isEmpty()) {
            throw new LabException(findings.size() + " kinds of faults, the first: " + findings.get(0));
        }
        return results;
    }

    private static String told(PlugIn plugIn, Tally tally) {
        return tally.inputs() + " inputs from " + plugIn.conversations().size() + " conversations, "
            + Math.round(tally.rate()) + " a second, " + Math.round(100 * tally.readShare())
            + " % reached a dissector, " + tally.events() + " events, at most " + tally.mostKept() + " bytes kept in "
            + tally.walks() + " looks, longest input " + Table.number(tally.longestSeconds() * THOUSAND) + " ms, "
            + tally.findings().size() + " kinds of faults";
    }

    private List<Result> results(String application, Tally tally) {
        return List.of(
            Result.alone(name(), application + ": inputs", tally.rate(), "per second", 1),
            Result.alone(name(), application + ": longest input", tally.longestSeconds() * THOUSAND, "ms", 1),
            Result.alone(name(), application + ": most memory kept", tally.mostKept() / THOUSAND, "KB", 1));
    }

    private static List<Path> captures(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(file -> file.toString().endsWith(".pcap")).sorted().toList();
        } catch (IOException e) {
            throw new LabException("cannot read " + directory + ": " + e.getMessage(), e);
        }
    }
}
