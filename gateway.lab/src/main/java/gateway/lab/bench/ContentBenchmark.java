package gateway.lab.bench;

import gateway.lab.appliance.Configuration;
import gateway.lab.appliance.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What it costs to read: the kernel's NAT alone, beside it the same with names of files filtered by keywords, and with
 * every file audited, under the paper's load of a hundred downloads of 2 MB at a time (kP2PADM, section 4). What a
 * gateway reaches that has every packet with payload copied whole to user space and lets it pass is the bound of
 * whatever reads through the kernel's queue. How many audited files were recorded whole stands beside, since what is
 * lost on the way to the records costs nothing. First as fast as the machine is, where nothing but processors is the
 * bound, then with each server behind a link of 1 Gb/s.
 */
final class ContentBenchmark implements Benchmark {
    /** Until what a gateway does with each packet has been compiled. */
    private static final int WARM_UPS = 8;
    private static final int GIGABIT = 1000;
    private static final Rule FILTER = Rule.of("no-words", "block", "http")
        .with("keywords", "forbidden,secret").with("keywordIn", "fileName");
    private static final Rule AUDIT = Rule.of("audit-web", "audit", "http");
    /** Every packet with payload reaches user space whole, where nobody wants anything of it. */
    private static final UnaryOperator<Configuration> PASSING =
        conf -> conf.intake("offload", false).intake("copyRange", 65_531);

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
        progress.say("setting up four laboratories");
        try (Contestant kernel = Contestant.threeServers("kernel NAT", Optional.empty());
             Contestant filter = reading("names filtered", FILTER);
             Contestant audit = reading("every file audited", AUDIT);
             Contestant passed = Contestant.threeServers("read whole and passed", Optional.of(PASSING))) {
            List<Contestant> contestants = List.of(kernel, filter, audit, passed);
            Load load = Load.threeServers();
            for (int i = 0; i < WARM_UPS; i++) {
                contestants.forEach(load.measurement()::applyAsDouble);
            }
            List<Result> results = new ArrayList<>(measure(load, load.name(), contestants, audit, settings, progress));
            for (Contestant contestant : contestants) {
                Contestant.SERVERS.forEach(server -> contestant.laboratory().host(server).limitSending(GIGABIT));
            }
            results.addAll(measure(load, load.name() + ", 1 Gb/s each", contestants, audit, settings, progress));
            return results;
        }
    }

    private List<Result> measure(Load load, String what, List<Contestant> contestants, Contestant audit,
                                 Settings settings, Progress progress) {
        RecordedFiles recorded = new RecordedFiles(audit);
        Map<Contestant, double[]> values = new Rounds(settings.runs(), progress)
            .measure(what + " (" + load.unit() + ")", contestants, load.measurement());
        Contestant kernel = contestants.get(0);
        List<Result> results = new ArrayList<>();
        results.add(Result.alone(name(), what + ": " + kernel, Bootstrap.medianOf(values.get(kernel)), load.unit(),
            settings.runs()));
        for (Contestant contestant : contestants.subList(1, contestants.size())) {
            results.add(Result.compared(name(), what + ": " + contestant, load.unit(), values.get(contestant),
                kernel.name(), values.get(kernel)));
        }
        results.add(Result.alone(name(), what + ": " + audit + ", recorded whole", recorded.whole(), "%",
            settings.runs()));
        return results;
    }

    private static Contestant reading(String name, Rule rule) {
        return Contestant.threeServers(name, Optional.of(conf -> conf.rule(rule)));
    }
}
