package gateway.lab.bench;

import gateway.lab.LabException;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.appliance.Rule;
import gateway.lab.appliance.Tree;
import gateway.lab.network.FreePort;
import gateway.lab.plugin.Cycle;
import gateway.lab.plugin.Transfers;
import gateway.lab.plugin.TrialBundle;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import gateway.lab.program.Ping;
import gateway.lab.traffic.Echo;
import gateway.lab.traffic.Heartbeat;
import gateway.lab.traffic.JavaProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whether anybody notices that bundles come and go, loop for ever, or that core itself is updated. */
final class LifecycleBenchmark implements Benchmark {
    private static final Rule WATCH = Rule.of("watch-trial", "monitor", "trial");
    private static final int PORT = 7777;
    private static final int TRANSFERS = 8;
    private static final int CYCLES_A_RUN = 2;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration BEATS = Duration.ofSeconds(10);
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final String STOPPED = "gateway stopped";
    private static final String READY = "gateway ready";
    private static final String CONSOLE_CLOSED = "console closed";
    private static final String CONSOLE_OPEN = "console: http";

    private final List<Result> results = new ArrayList<>();

    @Override
    public String name() {
        return "lifecycle";
    }

    @Override
    public String title() {
        return "bundles that come, go and loop under traffic; updates of core and of the configuration under a ping";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        results.clear();
        try (Contestant contestant = Contestant.routedGateway("gateway", conf -> conf.rule(WATCH)
                .console("enabled", true).console("port", FreePort.find()))) {
            Echo.start(contestant.server(), PORT);
            swaps(contestant, CYCLES_A_RUN * settings.runs(), progress);
            changes(contestant, settings.runs(), progress);
            loops(contestant, settings.runs(), progress);
        }
        return List.copyOf(results);
    }

    private void swaps(Contestant contestant, int cycles, Progress progress) {
        GatewayProcess gateway = contestant.gateway().orElseThrow();
        Cycle cycle = cycle(contestant);
        Path folder = contestant.laboratory().directory("transfers");
        // The first of each kind brings what stays: classes of core's that were not needed before.
        cycle.run(TrialBundle.parser("read"));
        cycle.run(TrialBundle.auditor("read"));
        int before = Cycle.classLoaders(gateway);
        double[] millis = new double[2 * cycles];
        Transfers transfers = new Transfers(TRANSFERS, contestant.client(), contestant.server(), contestant.large(),
            folder);
        try (transfers) {
            for (int i = 0; i < cycles; i++) {
                millis[2 * i] = cycle.run(TrialBundle.parser("read"));
                millis[2 * i + 1] = cycle.run(TrialBundle.auditor("read"));
                progress.say("cycle " + (i + 1) + ": parser serves after " + Math.round(millis[2 * i])
                    + " ms, auditor after " + Math.round(millis[2 * i + 1]) + " ms; " + transfers.complete()
                    + " transfers, " + transfers.harmed() + " harmed");
            }
        }
        add("install, update, remove: drop to serving, median", Bootstrap.medianOf(millis), "ms", 2 * cycles);
        add("install, update, remove: transfers harmed", transfers.harmed(), "of " + (transfers.complete()
            + transfers.harmed()), 2 * cycles);
        add("install, update, remove: calls into a removed bundle", gateway.output().lines()
            .filter(line -> line.contains(TrialBundle.CALLED_AFTERWARDS)).count(), "calls", 2 * cycles);
        add("install, update, remove: class loaders left behind", Cycle.classLoaders(gateway) - before,
            "class loaders", 2 * cycles);
    }

    private void changes(Contestant contestant, int runs, Progress progress) {
        GatewayProcess gateway = contestant.gateway().orElseThrow();
        Rule other = Rule.of("other", "monitor", "bittorrent");
        under(contestant, "policy changed", runs, progress, run -> {
            gateway.change(2, () -> gateway.configuration().rule(other));
            gateway.change(1, () -> gateway.configuration().remove(other));
        });
        under(contestant, "intake changed", runs, progress, run ->
            expect(gateway, () -> gateway.configuration().flows("maxFlows", 100_000 + run), STOPPED, READY));
        under(contestant, "console reloaded", runs, progress, run ->
            expect(gateway, () -> update(gateway, "gateway.console"), CONSOLE_CLOSED, CONSOLE_OPEN));
        under(contestant, "core updated", runs, progress, run ->
            expect(gateway, () -> update(gateway, "gateway.core"), STOPPED, READY));
    }

    /** A bundle's own jar again: for the framework, an update like any other. */
    private static void update(GatewayProcess gateway, String bundle) {
        Path jar = Tree.root().resolve(bundle + "/target/" + bundle + "-1.0.0.jar");
        String id = gateway.gogo().ask("felix:lb -s " + bundle).lines()
            .filter(line -> line.contains(bundle)).findFirst().orElseThrow().strip().split("\\|")[0].strip();
        gateway.gogo().send("felix:update " + id + " file:" + jar);
    }

    private static void expect(GatewayProcess gateway, Runnable change, String... words) {
        int first = gateway.lines();
        change.run();
        if (gateway.says(LIMIT, first, words) < 0) {
            throw new LabException("the gateway did not say " + List.of(words) + ":\n" + gateway.output());
        }
    }

    private interface Change {
        void make(int run);
    }

    private void under(Contestant contestant, String what, int runs, Progress progress, Change change) {
        double[] lost = new double[runs];
        double[] longest = new double[runs];
        for (int run = 0; run < runs; run++) {
            Ping ping = Ping.start(contestant.client(), contestant.server().address4());
            change.make(run);
            Await.pause(SETTLE);
            Ping.Result result = ping.end();
            lost[run] = result.lost();
            longest[run] = result.maxMillis();
            progress.say(what + ", run " + (run + 1) + ": " + result);
        }
        add(what + " under a ping: lost", max(lost), "packets, worst run", runs);
        add(what + " under a ping: longest", max(longest), "ms, worst run", runs);
    }

    /** Every stuck thread keeps a core busy for good, so that a few have to do. */
    private void loops(Contestant contestant, int runs, Progress progress) {
        int loops = Math.min(3, runs);
        double[] longest = new double[loops];
        double[] lost = new double[loops];
        for (int run = 0; run < loops; run++) {
            TrialBundle looping = TrialBundle.parser("loop").version("1.0." + run);
            Cycle cycle = cycle(contestant);
            GatewayProcess gateway = contestant.gateway().orElseThrow();
            RunningProgram heartbeat = new JavaProgram(Heartbeat.class).start(contestant.client(),
                contestant.server().address4(), PORT, BEATS.toSeconds());
            cycle.drop(looping);
            expect(gateway, cycle::speak,
                looping.name() + " " + looping.version() + ", protocol trial is quarantined");
            Await.until(LIMIT, "the heartbeat ends", () -> !heartbeat.alive());
            String[] beats = heartbeat.output().strip().split(" ");
            lost[run] = Double.parseDouble(beats[0]) - Double.parseDouble(beats[1]);
            longest[run] = Double.parseDouble(beats[2]);
            progress.say("a bundle loops, run " + (run + 1) + ": undecided datagrams waited " + beats[2] + " ms, "
                + Math.round(lost[run]) + " lost");
            cycle.remove(looping);
        }
        add("a bundle that loops: undecided flows resumed after", max(longest), "ms, worst run", loops);
        add("a bundle that loops: their datagrams lost", max(lost), "packets, worst run", loops);
    }

    private static Cycle cycle(Contestant contestant) {
        return new Cycle(contestant.gateway().orElseThrow(), contestant.client(), contestant.server().address4(), PORT);
    }

    private void add(String what, double value, String unit, int runs) {
        results.add(Result.alone(name(), what, value, unit, runs));
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }
}
