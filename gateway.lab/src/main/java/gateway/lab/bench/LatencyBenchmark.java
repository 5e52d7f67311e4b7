package gateway.lab.bench;

import gateway.lab.appliance.Configuration;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.process.Await;
import gateway.lab.program.Ping;
import gateway.lab.traffic.Echo;
import gateway.lab.traffic.PingPong;
import gateway.lab.traffic.RoundTrips;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How long a packet takes there and back, and whether anybody notices that a gateway comes or goes. */
final class LatencyBenchmark implements Benchmark {
    private static final int PORT = 7777;
    private static final int ROUND_TRIPS = 20_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration SETTLE = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String title() {
        return "round trips through the gateway beside the kernel's NAT alone; start and stop under a ping";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        List<Result> results = new ArrayList<>();
        try (Contestant kernel = Contestant.kernel();
             Contestant all = Contestant.gateway("accept all, 2 KB", conf -> conf.intake("offload", false));
             Contestant offload = Contestant.gateway("classify and offload", conf -> conf)) {
            List<Contestant> contestants = List.of(kernel, all, offload);
            contestants.forEach(contestant -> Echo.start(contestant.server(), PORT));
            contestants.forEach(LatencyBenchmark::roundTrip);
            Map<Contestant, double[]> values = new Rounds(settings.runs(), progress)
                .measure("UDP there and back, median (us)", contestants, LatencyBenchmark::roundTrip);
            for (Contestant contestant : List.of(all, offload)) {
                results.add(Result.compared(name(), "UDP there and back, median: " + contestant, "us",
                    values.get(contestant), kernel.name(), values.get(kernel)));
                results.add(Result.alone(name(), "UDP there and back, added: " + contestant,
                    added(values.get(contestant), values.get(kernel)), "us", settings.runs()));
            }
            results.addAll(comingAndGoing(settings, progress, kernel));
        }
        return results;
    }

    private static double added(double[] values, double[] references) {
        double[] differences = new double[values.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = values[i] - references[i];
        }
        return Bootstrap.medianOf(differences);
    }

    private static double roundTrip(Contestant contestant) {
        return RoundTrips.by(PingPong.class, contestant.client(), LIMIT, contestant.server().address4(), PORT,
            ROUND_TRIPS).medianMicros();
    }

    /** A gateway starts and stops, again and again, in a laboratory that had none; a ping runs all the while. */
    private List<Result> comingAndGoing(Settings settings, Progress progress, Contestant contestant) {
        double[] lost = new double[settings.runs()];
        double[] longest = new double[settings.runs()];
        Configuration configuration = Configuration.of(contestant.laboratory());
        for (int run = 0; run < lost.length; run++) {
            Ping ping = Ping.start(contestant.client(), contestant.server().address4());
            try (GatewayProcess gateway = GatewayProcess.ready(contestant.laboratory(), configuration)) {
                Await.pause(SETTLE);
                gateway.stop();
            }
            Await.pause(SETTLE);
            Ping.Result result = ping.end();
            lost[run] = result.lost();
            longest[run] = result.maxMillis();
            progress.say("start and stop, run " + (run + 1) + ": " + result);
        }
        return List.of(
            Result.alone(name(), "start and stop under a ping: lost", max(lost), "packets, worst run", lost.length),
            Result.alone(name(), "start and stop under a ping: longest", max(longest), "ms, worst run",
                longest.length));
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }
}
