package gateway.lab.bench;

import gateway.lab.LabException;
import gateway.lab.appliance.Clamd;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import gateway.lab.program.SharedFile;
import gateway.lab.traffic.ClamdStreams;
import gateway.lab.traffic.Echo;
import gateway.lab.traffic.Fetch;
import gateway.lab.traffic.JavaProgram;
import gateway.lab.traffic.PingPong;
import gateway.lab.traffic.RoundTrips;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * What others feel of scanning: round trips of datagrams of new flows while a large file is scanned through the
 * gateway, beside clamd scanning one without the gateway; and while one is held because clamd is stopped, beside the
 * same when its client has gone away and nothing is held. The file always comes the same way first, and everything has
 * come to rest before the next one, so that nothing but what is compared differs.
 */
final class ScanBystanders {
    private static final int MEGABYTES = 500;
    private static final int PORT = 7777;
    /** A look; two looks together are no more flows than a worker has memory for beginnings of. */
    private static final int ROUND_TRIPS = 4000;
    /** From one look to the next: clamd is sent a file during the first and scans it during the second. */
    private static final Duration APART = Duration.ofSeconds(2);
    private static final int WARM_UPS = 2;
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String FILE = "large-to-scan.bin";
    private static final Pattern AT_REST = Pattern.compile("^packets held +0$.*"
        + "^bytes kept for scans +0 in memory, 0 on disk$.*^scanner +serving, 0 running, 0 waiting$",
        Pattern.MULTILINE | Pattern.DOTALL);

    /** What goes on beside the round trips. */
    private enum Beside {
        NOTHING("nothing held"), STOPPED("held, since clamd is stopped"), CLAMD("clamd scans beside the gateway"),
        GATEWAY("scanned through the gateway");

        private final String text;

        Beside(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Something that goes on until it is closed.
     *
     * @param goesOn whether it does
     * @param end ends it
     */
    private record Work(BooleanSupplier goesOn, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    private final Contestant contestant;
    private final GatewayProcess gateway;
    private final Clamd clamd;
    private final Path file;
    private long made;

    private ScanBystanders(Contestant contestant) {
        this.contestant = contestant;
        gateway = contestant.gateway().orElseThrow();
        clamd = Clamd.of(gateway);
        file = SharedFile.create(contestant.laboratory().directory("www/large").resolve(FILE), MEGABYTES * 1_000_000L,
            1).path();
        Echo.start(contestant.server(), PORT);
    }

    /** Measures in rounds. */
    static List<Result> measure(String bench, int runs, Progress progress) {
        try (Contestant contestant = Contestant.routedGateway("gateway", conf -> conf.rule(ScanningBenchmark.SCAN)
                .files("wholeMegabytes", MEGABYTES).flows("udpSeconds", 1)
                // A clamd that is stopped stays so, and a busy machine has the time that it needs.
                .scanner("hungSeconds", 600).scanner("deadlineSeconds", 600))) {
            contestant.forgetDatagrams();
            ScanBystanders measured = new ScanBystanders(contestant);
            for (int i = 0; i < WARM_UPS; i++) {
                List.of(Beside.values()).forEach(measured::p99Micros);
            }
            Map<Beside, double[]> times = new Rounds(runs, progress).measure(
                "99th percentile of others, there and back (us)", List.of(Beside.values()), measured::p99Micros);
            List<Result> results = new ArrayList<>();
            compare(results, bench, times, Beside.GATEWAY, Beside.CLAMD);
            compare(results, bench, times, Beside.STOPPED, Beside.NOTHING);
            return results;
        }
    }

    private static void compare(List<Result> results, String bench, Map<Beside, double[]> times, Beside what,
                                Beside reference) {
        String subject = "99th percentile of others: " + what;
        results.add(Result.compared(bench, subject, "us", times.get(what), reference.text, times.get(reference)));
        results.add(Result.difference(bench, subject, "us more", times.get(what), reference.text,
            times.get(reference)));
    }

    private double p99Micros(Beside beside) {
        // clamd remembers files that were clean.
        SharedFile.stamp(file, ++made);
        try (Work work = begin(beside)) {
            double early = look(beside);
            Await.pause(APART);
            double late = look(beside);
            if (!work.goesOn().getAsBoolean()) {
                throw new LabException(beside + ": it was over before the round trips were:\n" + stats());
            }
            return Math.max(early, late);
        }
    }

    private double look(Beside beside) {
        long queued = contestant.laboratory().router().queuedPackets();
        double micros = RoundTrips.by(PingPong.class, contestant.client(), LIMIT, contestant.server().address4(), PORT,
            ROUND_TRIPS, "fresh").p99Micros();
        if (contestant.laboratory().router().queuedPackets() - queued < 2 * ROUND_TRIPS) {
            throw new LabException(beside + ": not every packet went through user space");
        }
        return micros;
    }

    private Work begin(Beside beside) {
        return switch (beside) {
            case NOTHING -> {
                clamd.signal("STOP");
                leave(fetch());
                yield new Work(() -> !holds(), () -> { });
            }
            case STOPPED -> {
                clamd.signal("STOP");
                RunningProgram fetching = fetch();
                yield new Work(this::holds, () -> leave(fetching));
            }
            case CLAMD -> {
                RunningProgram scanning = new JavaProgram(ClamdStreams.class).start(contestant.client(), clamd.socket(),
                    file.getParent(), 1, 0, 0);
                yield new Work(scanning::alive, () -> cut(scanning));
            }
            case GATEWAY -> {
                RunningProgram fetching = fetch();
                yield new Work(this::holds, () -> cut(fetching));
            }
        };
    }

    /** Returns when all of the file has come, but for its last packet, and the scanner was asked. */
    private RunningProgram fetch() {
        RunningProgram fetching = new JavaProgram(Fetch.class).start(contestant.client(),
            contestant.server().address4(), "/large/" + FILE);
        Await.until(LIMIT, "the file waits for its verdict",
            () -> holds() && stats().contains(" 1 running") || !fetching.alive());
        if (!fetching.alive()) {
            throw new LabException("the file passed unscanned: " + fetching.output() + stats());
        }
        return fetching;
    }

    private boolean holds() {
        return gateway.stat("packets held") > 0;
    }

    /** Who waits for a clamd that is stopped goes away, and that goes on. */
    private void leave(RunningProgram waiting) {
        waiting.close();
        clamd.signal("CONT");
        rest();
    }

    /** Who waits goes away; clamd would scan on all the same, so another one comes. */
    private void cut(RunningProgram waiting) {
        waiting.close();
        gateway.cause("clamd ended with status", () -> clamd.signal("KILL"));
        rest();
    }

    private void rest() {
        Await.until(LIMIT, "everything is at rest", () -> AT_REST.matcher(stats()).find());
    }

    private String stats() {
        return gateway.gogo().ask("gateway:stats");
    }
}
