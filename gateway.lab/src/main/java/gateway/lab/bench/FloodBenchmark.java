package gateway.lab.bench;

import gateway.lab.appliance.Memory;
import gateway.lab.network.Host;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import gateway.lab.program.Curl;
import gateway.lab.program.Download;
import gateway.lab.program.SharedFile;
import gateway.lab.traffic.JavaProgram;
import gateway.lab.traffic.SynFlood;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Two million connection requests from changing addresses: the gateway's memory stays within its bound, a transfer
 * that is under way goes on, and new connections work soon after. Once a run of the benchmark, not in rounds.
 */
final class FloodBenchmark implements Benchmark {
    private static final int SYNS = 2_000_000;
    /** Where the flood seems to come from. */
    private static final String SOURCES = "10.81.128.0/17";
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration AFTERWARDS = Duration.ofSeconds(60);
    private static final Duration DOWNLOAD = Duration.ofSeconds(120);
    private static final long FILE_BYTES = 400_000_000;
    private static final double MEGA = 1e6;
    /** The heap that the launcher gives and what docs/operations.md allows beside it. */
    private static final long MEMORY_BOUND = (1024L + 256) << 20;

    @Override
    public String name() {
        return "flood";
    }

    @Override
    public String title() {
        return "two million SYNs from changing addresses";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        try (Contestant contestant = Contestant.routedGateway("classify and offload", conf -> conf)) {
            Path site = contestant.laboratory().directory("www");
            SharedFile file = SharedFile.create(site.resolve("long.bin"), FILE_BYTES, 1);
            Path target = contestant.laboratory().directory("got").resolve("long.bin");
            try (Download download = new Curl(contestant.client())
                .start(Curl.url4(contestant.server(), file), target, file, "10m")) {
                return flood(contestant, download, progress);
            }
        }
    }

    private List<Result> flood(Contestant contestant, Download download, Progress progress) {
        long pid = contestant.gateway().orElseThrow().pid();
        Memory before = Memory.of(pid);
        Host client = contestant.client();
        // The flood's addresses are behind the client, so that the router asks for no neighbours; the answers get
        // lost there, since a reset would clear conntrack at once.
        contestant.laboratory().router().namespace().ip("route", "add", SOURCES, "via", client.address4());
        client.run("iptables", "-I", "INPUT", "-d", SOURCES, "-j", "DROP");
        client.run("ip", "route", "add", "local", SOURCES, "dev", "lo");
        long start = System.nanoTime();
        RunningProgram flood = new JavaProgram(SynFlood.class).start(client, "10.81.0.0",
            contestant.server().address4(), 80, SYNS);
        long level = 0;
        while (flood.alive()) {
            Await.pause(LOOK);
            long now = contestant.laboratory().router().connections();
            level = Math.max(level, now);
            progress.say("conntrack holds " + now + ", the gateway has " + Memory.of(pid).resident() / 1_000_000
                + " MB");
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        progress.say(flood.output().strip());
        double waited = firstConnection(contestant);
        boolean complete = download.await(DOWNLOAD);
        return List.of(
            Result.alone(name(), "SYNs", SYNS / seconds, "a second", 1),
            Result.alone(name(), "memory of the gateway before", before.resident() / MEGA, "MB", 1),
            Result.compared(name(), "memory of the gateway, highest", "MB",
                new double[] {Memory.of(pid).highest() / MEGA}, "its bound", new double[] {MEMORY_BOUND / MEGA}),
            Result.alone(name(), "connections in conntrack, highest", level, "entries", 1),
            Result.alone(name(), "until a new connection works", waited, "s after the end", 1),
            Result.alone(name(), "transfer under way completed and right", complete ? 1 : 0, "1 is yes", 1));
    }

    private static double firstConnection(Contestant contestant) {
        long end = System.nanoTime();
        List<String> request = List.of("curl", "-s", "-o", "/dev/null", "--max-time", "1",
            Curl.url4(contestant.server(), contestant.small()));
        Await.until(AFTERWARDS, "a new connection after the flood",
            () -> contestant.client().run(Duration.ofSeconds(5), request).ok());
        return (System.nanoTime() - end) / 1e9;
    }
}
