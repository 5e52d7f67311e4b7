package gateway.lab.bench;

import gateway.lab.LabException;
import gateway.lab.appliance.Rule;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import gateway.lab.speaker.Msn;
import gateway.lab.speaker.MsnPings;
import gateway.lab.traffic.Echo;
import gateway.lab.traffic.PingPong;
import gateway.lab.traffic.RoundTrips;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether who waits makes others wait: round trips of innocent flows of the same pair of hosts, and so of the same
 * worker, while 64 conversations are held, each in the middle of a message that may have to be overwritten; and in
 * turn with that, through the same gateway, while none is.
 */
final class HeadOfLineBenchmark implements Benchmark {
    private static final int HELD = 64;
    private static final int PORT = 7777;
    /** Both kinds take a second: well within the half minute for which an incomplete message is held. */
    private static final int ROUND_TRIPS = 4000;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Rule POLITE = Rule.of("polite", "block", "msn").with("keywords", "bomb")
        .with("onKeyword", "overwrite");

    /** What waits meanwhile. */
    private enum Beside {
        NOBODY("none held"), HALF_MESSAGES(HELD + " held");

        private final String text;

        Beside(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Flows that nobody has reason to hold; every packet of them goes through user space. */
    private enum Innocent {
        READ("conversations that are read") {
            @Override
            RoundTrips make(Contestant contestant) {
                return RoundTrips.by(MsnPings.class, contestant.client(), LIMIT, contestant.server().address4(),
                    Msn.PORT, ROUND_TRIPS);
            }
        },
        /** The kernel takes a flow that nobody knows over after a few datagrams, so each has two. */
        NEW("datagrams of new flows") {
            @Override
            RoundTrips make(Contestant contestant) {
                return RoundTrips.by(PingPong.class, contestant.client(), LIMIT, contestant.server().address4(), PORT,
                    ROUND_TRIPS, "fresh");
            }
        };

        private final String text;

        Innocent(String text) {
            this.text = text;
        }

        abstract RoundTrips make(Contestant contestant);
    }

    @Override
    public String name() {
        return "head-of-line";
    }

    @Override
    public String title() {
        return "round trips of innocent flows while " + HELD + " others are held, and while none is";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        try (Contestant contestant = Contestant.routedGateway("gateway",
                 conf -> conf.rule(POLITE).flows("udpSeconds", 1))) {
            contestant.forgetDatagrams();
            Echo.start(contestant.server(), PORT);
            Msn.server(contestant.server());
            beside(Beside.HALF_MESSAGES, contestant);
            List<Result> results = new ArrayList<>();
            Map<Innocent, Map<Beside, List<RoundTrips>>> times = rounds(settings.runs(), progress, contestant);
            times.forEach((innocent, measured) -> results.addAll(results(innocent, measured)));
            return results;
        }
    }

    private Map<Innocent, Map<Beside, List<RoundTrips>>> rounds(int runs, Progress progress, Contestant contestant) {
        Map<Innocent, Map<Beside, List<RoundTrips>>> times = new TreeMap<>();
        new Rounds(runs, progress).measure("read, 99th percentile there and back (us)", List.of(Beside.values()),
            beside -> {
                Map<Innocent, RoundTrips> made = beside(beside, contestant);
                made.forEach((innocent, trips) -> times.computeIfAbsent(innocent, none -> new TreeMap<>())
                    .computeIfAbsent(beside, none -> new ArrayList<>()).add(trips));
                return made.get(Innocent.READ).p99Micros();
            });
        return times;
    }

    private static Map<Innocent, RoundTrips> beside(Beside beside, Contestant contestant) {
        if (beside == Beside.NOBODY) {
            holds(contestant, 0);
            return trips(contestant);
        }
        try (RunningProgram speakers = Msn.halfMessages(contestant.client(), contestant.server(), HELD)) {
            holds(contestant, HELD);
            Map<Innocent, RoundTrips> made = trips(contestant);
            if (!speakers.alive() || held(contestant) != HELD) {
                throw new LabException(held(contestant) + " of " + HELD + " were held to the end: "
                    + speakers.output());
            }
            return made;
        }
    }

    private static Map<Innocent, RoundTrips> trips(Contestant contestant) {
        Map<Innocent, RoundTrips> made = new TreeMap<>();
        for (Innocent innocent : Innocent.values()) {
            long queued = contestant.laboratory().router().queuedPackets();
            made.put(innocent, innocent.make(contestant));
            if (contestant.laboratory().router().queuedPackets() - queued < 2 * ROUND_TRIPS) {
                throw new LabException(innocent.text + ": not every packet went through user space");
            }
        }
        return made;
    }

    private static void holds(Contestant contestant, int packets) {
        Await.until(SOON, packets + " packets are held", () -> held(contestant) == packets);
    }

    private static long held(Contestant contestant) {
        return contestant.gateway().orElseThrow().stat("packets held");
    }

    private List<Result> results(Innocent innocent, Map<Beside, List<RoundTrips>> times) {
        double[] none = p99(times.get(Beside.NOBODY));
        double[] held = p99(times.get(Beside.HALF_MESSAGES));
        return List.of(
            Result.alone(name(), "99th percentile, " + innocent.text + ": " + Beside.NOBODY,
                Bootstrap.medianOf(none), "us", none.length),
            Result.compared(name(), "99th percentile, " + innocent.text + ": " + Beside.HALF_MESSAGES, "us", held,
                Beside.NOBODY.toString(), none),
            Result.compared(name(), "median, " + innocent.text + ": " + Beside.HALF_MESSAGES, "us",
                medians(times.get(Beside.HALF_MESSAGES)), Beside.NOBODY.toString(),
                medians(times.get(Beside.NOBODY))));
    }

    private static double[] p99(List<RoundTrips> trips) {
        return trips.stream().mapToDouble(RoundTrips::p99Micros).toArray();
    }

    private static double[] medians(List<RoundTrips> trips) {
        return trips.stream().mapToDouble(RoundTrips::medianMicros).toArray();
    }
}
