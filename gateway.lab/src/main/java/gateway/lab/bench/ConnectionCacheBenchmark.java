package gateway.lab.bench;

import gateway.lab.LabException;
import gateway.lab.appliance.Rule;
import gateway.lab.network.Host;
import gateway.lab.network.Site;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import gateway.lab.traffic.JavaProgram;
import gateway.lab.traffic.Reconnecting;
import gateway.lab.traffic.SynStorm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A refused client that connects again and again beside transfers that work (kP2PADM, figure 9): with the cache of
 * refused pairs in the kernel and without; and what its attempts cost the gateway once the pair is in the cache.
 */
final class ConnectionCacheBenchmark implements Benchmark {
    private static final int CLIENTS = 64;
    private static final int CACHE_SECONDS = 600;
    private static final int SYNS_A_SECOND = 200_000;
    private static final int STORM_SECONDS = 5;
    private static final Duration STORM = Duration.ofSeconds(STORM_SECONDS);
    private static final double CPU_BOUND = 0.02;
    private static final Duration KNOWN = Duration.ofSeconds(20);
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int WARM_UPS = 3;
    private static final String REFUSED = Site.CLIENT.secondAddress4();

    @Override
    public String name() {
        return "connection-cache";
    }

    @Override
    public String title() {
        return "transfers beside a refused client that keeps reconnecting, with and without the connection cache";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        progress.say("setting up three laboratories");
        try (Contestant quiet = refusing("nobody reconnects", CACHE_SECONDS);
             Contestant cached = refusing("connection cache", CACHE_SECONDS);
             Contestant uncached = refusing("no connection cache", 0)) {
            List<Result> results = new ArrayList<>(transfers(settings, progress, quiet, cached, uncached));
            results.addAll(storm(settings, progress, cached));
            return results;
        }
    }

    private static Contestant refusing(String name, int cacheSeconds) {
        Rule rule = Rule.of("no-bittorrent", "block", "bittorrent");
        return Contestant.routedGateway(name,
            conf -> conf.rule(rule.with("cacheSeconds", Integer.toString(cacheSeconds))));
    }

    private List<Result> transfers(Settings settings, Progress progress, Contestant quiet, Contestant cached,
                                   Contestant uncached) {
        List<Contestant> contestants = List.of(quiet, cached, uncached);
        Load load = Load.largeFiles();
        for (int i = 0; i < WARM_UPS; i++) {
            contestants.forEach(load.measurement()::applyAsDouble);
        }
        Map<Contestant, double[]> values = new Rounds(settings.runs(), progress).measure(
            load.name() + " (" + load.unit() + ")", contestants, contestant -> contestant == quiet
                ? load.measurement().applyAsDouble(contestant) : besideReconnecting(contestant, load));
        List<Result> results = new ArrayList<>();
        results.add(Result.alone(name(), load.name() + ": " + quiet, Bootstrap.medianOf(values.get(quiet)),
            load.unit(), settings.runs()));
        for (Contestant contestant : List.of(cached, uncached)) {
            results.add(Result.compared(name(), load.name() + ": " + contestant, load.unit(),
                values.get(contestant), quiet.name(), values.get(quiet)));
        }
        return results;
    }

    private static double besideReconnecting(Contestant contestant, Load load) {
        try (RunningProgram client = reconnecting(contestant)) {
            double value = load.measurement().applyAsDouble(contestant);
            if (!client.alive()) {
                throw new LabException("the client gave up: " + client.output());
            }
            return value;
        }
    }

    /** Somebody who has been refused once when this returns, and does not stop. */
    private static RunningProgram reconnecting(Contestant contestant) {
        RunningProgram client = new JavaProgram(Reconnecting.class).start(contestant.client(), REFUSED,
            contestant.server().address4(), 80, CLIENTS);
        Await.until(KNOWN, "a client is refused", () -> client.output().contains(Reconnecting.TRIED));
        return client;
    }

    private List<Result> storm(Settings settings, Progress progress, Contestant contestant) {
        reconnecting(contestant).close();
        Await.pause(SETTLE);
        double[] rates = new double[settings.runs()];
        double[] idle = new double[settings.runs()];
        double[] shares = new double[settings.runs()];
        double[] costs = new double[settings.runs()];
        double[] bounds = new double[settings.runs()];
        Arrays.fill(bounds, CPU_BOUND);
        for (int run = 0; run < shares.length; run++) {
            idle[run] = share(contestant, () -> Await.pause(STORM));
            long queued = contestant.laboratory().router().queuedPackets();
            int now = run;
            shares[run] = share(contestant, () -> rates[now] = storm(contestant.client(), contestant.server()));
            costs[run] = shares[run] - idle[run];
            progress.say("storm, run " + (run + 1) + ": " + Table.number(rates[run]) + " SYNs a second, "
                + Table.number(shares[run]) + " CPU s per s (" + Table.number(idle[run]) + " without), "
                + (contestant.laboratory().router().queuedPackets() - queued) + " packets in user space");
        }
        return List.of(
            Result.alone(name(), "SYNs of a refused pair", Bootstrap.medianOf(rates), "a second", rates.length),
            Result.alone(name(), "CPU of the gateway without them", Bootstrap.medianOf(idle), "CPU s per s",
                idle.length),
            Result.alone(name(), "CPU of the gateway meanwhile", Bootstrap.medianOf(shares), "CPU s per s",
                shares.length),
            Result.compared(name(), "CPU of the gateway that they cost", "CPU s per s", costs, "2 % of a core",
                bounds));
    }

    private static double share(Contestant contestant, Runnable meanwhile) {
        Duration before = contestant.cpu();
        long start = System.nanoTime();
        meanwhile.run();
        return (double) contestant.cpu().minus(before).toNanos() / (System.nanoTime() - start);
    }

    private static double storm(Host client, Host server) {
        String[] words = new JavaProgram(SynStorm.class).run(client, LIMIT, REFUSED, server.address4(), 80,
            SYNS_A_SECOND, STORM_SECONDS).strip().split(" ");
        return Double.parseDouble(words[0]) * 1000 / Double.parseDouble(words[1]);
    }
}
