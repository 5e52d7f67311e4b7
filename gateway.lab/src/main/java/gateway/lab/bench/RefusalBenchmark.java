package gateway.lab.bench;

import gateway.lab.appliance.Rule;
import gateway.lab.network.Router;
import gateway.lab.process.Await;
import gateway.lab.traffic.StubbornClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Of a thousand packets of a refused flow: how many still reach user space. */
final class RefusalBenchmark implements Benchmark {
    private static final int PACKETS = 1000;
    private static final int FIRST_PORT = 20_000;
    private static final int CACHE_SECONDS = 5;
    private static final Duration CACHE_GONE = Duration.ofSeconds(CACHE_SECONDS + 1);
    /** SYN, SYN and ACK, ACK. */
    private static final int HANDSHAKE = 3;

    @Override
    public String name() {
        return "refusal";
    }

    @Override
    public String title() {
        return "packets that reach user space, of 1000 of a refused flow, one a millisecond";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        Rule rule = Rule.of("no-bittorrent", "block", "bittorrent");
        try (Contestant contestant = Contestant.gateway("block bittorrent",
            conf -> conf.rule(rule.with("cacheSeconds", Integer.toString(CACHE_SECONDS))))) {
            StubbornClient client = new StubbornClient(contestant.client());
            List<Result> results = new ArrayList<>();
            results.add(measure(settings, progress, contestant, "datagrams, IPv4", 0,
                run -> client.datagrams(contestant.server().address4(), FIRST_PORT + run, PACKETS)));
            results.add(measure(settings, progress, contestant, "datagrams, IPv6", 0,
                run -> client.datagrams(contestant.server().address6(), FIRST_PORT + run, PACKETS)));
            // The server's port has to answer: nginx does. The pair has to leave the cache before the next run.
            results.add(measure(settings, progress, contestant, "segments of a connection, after its handshake",
                HANDSHAKE, run -> {
                    client.segments(contestant.server().address4(), 80, PACKETS);
                    Await.pause(CACHE_GONE);
                }));
            return results;
        }
    }

    private Result measure(Settings settings, Progress progress, Contestant contestant, String subject,
                           int notCounted, IntConsumer sending) {
        Router router = contestant.laboratory().router();
        double[] counts = new double[settings.runs()];
        for (int run = 0; run < counts.length; run++) {
            long before = router.queuedPackets();
            sending.accept(run);
            counts[run] = router.queuedPackets() - before - notCounted;
            progress.say(subject + ", run " + (run + 1) + ": " + Table.number(counts[run]));
        }
        return Result.alone(name(), subject, Bootstrap.medianOf(counts), "of 1000", counts.length);
    }
}
