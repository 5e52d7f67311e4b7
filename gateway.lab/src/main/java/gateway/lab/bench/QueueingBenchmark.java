package gateway.lab.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What the way through user space costs: the kernel's NAT alone, beside it the same with the gateway that looks at
 * every packet (empty policy, offload off, 2 KB or all of it copied), and with the gateway as it comes, which looks
 * at the first packets of a connection and leaves the rest to the kernel.
 */
final class QueueingBenchmark implements Benchmark {
    private static final int WARM_UPS = 3;
    private static final String COPY_RANGE = "copyRange";
    private static final String OFFLOAD = "offload";
    private static final List<Load> LOADS = List.of(Load.bulk("one bulk flow", 1), Load.bulk("eight bulk flows", 8),
        Load.largeFiles(), Load.smallFiles(), Load.datagrams());

    @Override
    public String name() {
        return "queueing";
    }

    @Override
    public String title() {
        return "throughput through the gateway beside the kernel's NAT alone";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        progress.say("setting up four laboratories");
        try (Contestant kernel = Contestant.kernel();
             Contestant copy2 = Contestant.gateway("accept all, 2 KB",
                 conf -> conf.intake(OFFLOAD, false).intake(COPY_RANGE, 2048));
             Contestant copyAll = Contestant.gateway("accept all, whole packets",
                 conf -> conf.intake(OFFLOAD, false).intake(COPY_RANGE, 65_531));
             Contestant offload = Contestant.gateway("classify and offload", conf -> conf)) {
            List<Contestant> contestants = List.of(kernel, copy2, copyAll, offload);
            List<Result> results = new ArrayList<>();
            for (Load load : LOADS) {
                results.addAll(measure(settings, progress, load, contestants));
            }
            return results;
        }
    }

    private List<Result> measure(Settings settings, Progress progress, Load load, List<Contestant> contestants) {
        // Nobody is measured cold: Java compiles what the first connections of a kind have shown to be busy.
        for (int i = 0; i < WARM_UPS; i++) {
            contestants.forEach(load.measurement()::applyAsDouble);
        }
        Map<Contestant, List<Double>> cpu = new HashMap<>();
        contestants.forEach(contestant -> cpu.put(contestant, new ArrayList<>()));
        ToDoubleFunction<Contestant> withCpu = contestant -> {
            long start = System.nanoTime();
            Duration before = contestant.cpu();
            double value = load.measurement().applyAsDouble(contestant);
            double share = (double) contestant.cpu().minus(before).toNanos() / (System.nanoTime() - start);
            cpu.get(contestant).add(share);
            return value;
        };
        Map<Contestant, double[]> values = new Rounds(settings.runs(), progress)
            .measure(load.name() + " (" + load.unit() + ")", contestants, withCpu);
        return results(load, contestants, values, cpu);
    }

    private List<Result> results(Load load, List<Contestant> contestants, Map<Contestant, double[]> values,
                                 Map<Contestant, List<Double>> cpu) {
        Contestant kernel = contestants.get(0);
        List<Result> results = new ArrayList<>();
        results.add(Result.alone(name(), load.name() + ": " + kernel, Bootstrap.medianOf(values.get(kernel)),
            load.unit(), values.get(kernel).length));
        for (Contestant contestant : contestants.subList(1, contestants.size())) {
            String subject = load.name() + ": " + contestant;
            double[] shares = cpu.get(contestant).stream().mapToDouble(Double::doubleValue).toArray();
            results.add(Result.compared(name(), subject, load.unit(), values.get(contestant), kernel.name(),
                values.get(kernel)));
            results.add(Result.alone(name(), subject + ", CPU of the gateway", Bootstrap.medianOf(shares),
                "CPU s per s", shares.length));
        }
        return results;
    }
}
