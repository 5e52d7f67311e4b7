package gateway.lab.bench;

import gateway.lab.appliance.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What it costs to read: the kernel's NAT alone, beside it the same with names of files filtered by keywords, and with
 * every file audited, under the paper's load of a hundred downloads of 2 MB at a time (kP2PADM, section 4).
 */
final class ContentBenchmark implements Benchmark {
    private static final int WARM_UPS = 3;
    private static final Rule FILTER = Rule.of("no-words", "block", "http")
        .with("keywords", "forbidden,secret").with("keywordIn", "fileName");
    private static final Rule AUDIT = Rule.of("audit-web", "audit", "http");

    @Override
    public String name() {
        return "content";
    }

    @Override
    public String title() {
        return "downloads whose names are filtered, and whose contents are audited, beside the kernel's NAT alone";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        progress.say("setting up three laboratories");
        try (Contestant kernel = Contestant.threeServers("kernel NAT", Optional.empty());
             Contestant filter = reading("names filtered", FILTER);
             Contestant audit = reading("every file audited", AUDIT)) {
            List<Contestant> contestants = List.of(kernel, filter, audit);
            Load load = Load.threeServers();
            for (int i = 0; i < WARM_UPS; i++) {
                contestants.forEach(load.measurement()::applyAsDouble);
            }
            Map<Contestant, double[]> values = new Rounds(settings.runs(), progress)
                .measure(load.name() + " (" + load.unit() + ")", contestants, load.measurement());
            List<Result> results = new ArrayList<>();
            results.add(Result.alone(name(), load.name() + ": " + kernel, Bootstrap.medianOf(values.get(kernel)),
                load.unit(), settings.runs()));
            for (Contestant contestant : List.of(filter, audit)) {
                results.add(Result.compared(name(), load.name() + ": " + contestant, load.unit(),
                    values.get(contestant), kernel.name(), values.get(kernel)));
            }
            return results;
        }
    }

    private static Contestant reading(String name, Rule rule) {
        return Contestant.threeServers(name, Optional.of(conf -> conf.rule(rule)));
    }
}
