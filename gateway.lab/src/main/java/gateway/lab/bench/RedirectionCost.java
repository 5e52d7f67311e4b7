package gateway.lab.bench;

import gateway.lab.LabException;
import gateway.lab.appliance.Configuration;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.appliance.Rule;
import gateway.lab.country.Abroad;
import gateway.lab.country.Country;
import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.network.Site;
import gateway.lab.process.Await;
import gateway.lab.process.RunningProgram;
import gateway.lab.program.SharedFile;
import gateway.lab.speaker.Ppstream;
import gateway.lab.speaker.PpstreamViewers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What it costs to lead a conversation to a near peer: the same questions and answers of the same viewers' program and
 * the same near peer, through the same gateway, in turn. Their processor time and the gateway's is counted, which is
 * everybody's who has to do with them: the kernel forwards a packet in the time of who sent it, or let it go.
 */
final class RedirectionCost {
    private static final int PARTS = 50_000;
    private static final int PACKETS = 2 * PARTS;
    private static final int WARM_UPS = 3;
    private static final double NANOS_PER_MICRO = 1000;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Rule REDIRECT = Rule.of("redirect", "localize", "ppstream").with("lists", "keep")
        .with("redirect", "true").with("farPeers", "0").with("leastPeers", "0").with("controlPercent", "0");

    /** How a viewer's conversation goes. All are read for the lists that peers tell each other. */
    private enum Way {
        READ("read", 4), LED("redirected and read", 5);

        private final String text;
        private final int number;

        Way(String text, int number) {
            this.text = text;
            this.number = number;
        }

        String viewer() {
            return Site.CLIENT.address4(number);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private final Laboratory laboratory;
    private final GatewayProcess gateway;
    private final PpstreamViewers viewers;
    private final String near;
    private final RunningProgram peer;
    private final Map<Way, List<Double>> own = new EnumMap<>(Way.class);

    private RedirectionCost(Laboratory laboratory, GatewayProcess gateway, PpstreamViewers viewers,
                            SharedFile channel) {
        this.laboratory = laboratory;
        this.gateway = gateway;
        this.viewers = viewers;
        near = Abroad.settle(laboratory, Country.JAPAN, 1).get(0);
        peer = Ppstream.peers(laboratory.host(Country.JAPAN.site()), channel.path(), List.of(near));
    }

    /** Measures in rounds. */
    static List<Result> measure(String bench, Settings settings, Progress progress) {
        try (Laboratory laboratory = Laboratory.build(Country.PLAN)) {
            SharedFile channel = SharedFile.create(laboratory.directory("video").resolve("news.f4v"), 10_000, 1);
            Configuration configuration = Abroad.configuration(laboratory);
            configuration.rule(REDIRECT);
            Host clients = laboratory.host(Site.CLIENT);
            List.of(Way.values()).forEach(way -> clients.addAddress4(way.number));
            try (GatewayProcess gateway = GatewayProcess.ready(laboratory, configuration);
                 PpstreamViewers viewers = PpstreamViewers.start(laboratory, clients, channel.name())) {
                return new RedirectionCost(laboratory, gateway, viewers, channel).rounds(bench, settings, progress);
            }
        }
    }

    private List<Result> rounds(String bench, Settings settings, Progress progress) {
        lead();
        for (int i = 0; i < WARM_UPS; i++) {
            List.of(Way.values()).forEach(this::micros);
        }
        own.clear();
        Map<Way, double[]> all = new Rounds(settings.runs(), progress)
            .measure("processor time a packet (us)", List.of(Way.values()), this::micros);
        List<Result> results = new ArrayList<>();
        String unit = "us a packet (CPU)";
        results.add(Result.alone(bench, "PPStream, " + Way.READ, Bootstrap.medianOf(all.get(Way.READ)), unit,
            settings.runs()));
        results.add(Result.compared(bench, "PPStream, " + Way.LED, unit, all.get(Way.LED), Way.READ.text,
            all.get(Way.READ)));
        results.add(Result.compared(bench, "PPStream, " + Way.LED + ": the gateway's process", unit, own(Way.LED),
            Way.READ.text, own(Way.READ)));
        return results;
    }

    /** The near peer is told of to one, the far one to him who is to be led to the near one in its place. */
    private void lead() {
        Host server = laboratory.host(Site.SERVER);
        try (RunningProgram first = Ppstream.server(server, 1, List.of(near))) {
            viewers.told(Way.READ.viewer(), server);
        }
        try (RunningProgram second = Ppstream.server(server, 1, List.of(far()))) {
            viewers.told(Way.LED.viewer(), server);
        }
        Await.until(LIMIT, "a viewer is redirected", () -> gateway.stat("redirected now") == 1);
    }

    /** Nobody is there: what is answered was asked of the near peer. */
    private static String far() {
        return Country.CHINA.site().address4();
    }

    private double micros(Way way) {
        long queued = laboratory.router().queuedPackets();
        Duration others = viewers.cpu().plus(peer.cpu());
        Duration gatewayBefore = gatewayTime();
        viewers.ask(way.viewer(), way == Way.LED ? far() : near, PARTS);
        Duration gatewayAfter = gatewayTime();
        double gatewayMicros = micros(gatewayAfter.minus(gatewayBefore));
        if (laboratory.router().queuedPackets() - queued < PACKETS) {
            throw new LabException(way + ": not every packet was read");
        }
        own.computeIfAbsent(way, none -> new ArrayList<>()).add(gatewayMicros);
        return gatewayMicros + micros(viewers.cpu().plus(peer.cpu()).minus(others));
    }

    private Duration gatewayTime() {
        return gateway.cpu().cpu();
    }

    private static double micros(Duration time) {
        return time.toNanos() / NANOS_PER_MICRO / PACKETS;
    }

    /** What the gateway's process took of it, in the order in which it was measured. */
    private double[] own(Way way) {
        return own.get(way).stream().mapToDouble(Double::doubleValue).toArray();
    }
}
