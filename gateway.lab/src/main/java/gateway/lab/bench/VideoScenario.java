package gateway.lab.bench;

import gateway.lab.LabException;
import gateway.lab.appliance.Configuration;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.country.Abroad;
import gateway.lab.country.Country;
import gateway.lab.country.Throughput;
import gateway.lab.network.Laboratory;
import gateway.lab.network.Site;
import gateway.lab.process.RunningProgram;
import gateway.lab.program.SharedFile;
import gateway.lab.speaker.Ppstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A minute of watching a channel of PPStream, the paper's ten minutes scaled down: peers in three countries, a server
 * that names some of them every second, and a viewer inside. The mechanism is switched on after twelve seconds, the
 * paper's second minute, by a change of the rule while the viewer watches.
 *
 * @param mechanism empty where nothing is switched on
 * @param preferred the country that the video is to come from
 */
record VideoScenario(Optional<Mechanism> mechanism, Country preferred) {
    /** What a scenario lasts. */
    static final int SECONDS = 60;
    /** When it is switched. */
    static final int SWITCHED = 12;
    /** From when on it counts as switched: by then the viewer leaves alone whom no list has named since. */
    static final int SETTLED = SWITCHED + 6;
    private static final int KILOBITS = 1000;
    private static final int BYTES_A_SECOND = KILOBITS * 1000 / Byte.SIZE;
    private static final int PEERS_A_COUNTRY = 8;
    /** How many peers the server names at a time. */
    private static final int LISTED = 8;
    /** The viewer begins before the clock of the scenario does, and ends behind it. */
    private static final int BEFORE = 2;
    private static final Duration END = Duration.ofSeconds(20);
    private static final Pattern PARTS = Pattern.compile("came (\\d+), asked again (\\d+), missing (\\d+)");

    /**
     * What came of it.
     *
     * @param throughput by country
     * @param came how many parts of the video came in time
     * @param missing how many did not
     */
    record Outcome(Throughput throughput, long came, long missing) {
        /** Of a hundred parts. */
        double missingPercent() {
            return 100.0 * missing / (came + missing);
        }
    }

    /** Nothing is switched on. */
    static VideoScenario plain() {
        return new VideoScenario(Optional.empty(), Country.JAPAN);
    }

    /** Plays it in a laboratory and before a gateway of its own. */
    Outcome play() {
        try (Laboratory laboratory = Laboratory.build(Country.PLAN)) {
            Configuration configuration = Abroad.configuration(laboratory);
            if (preferred != Country.JAPAN) {
                Abroad.prefer(laboratory, configuration, preferred);
            }
            mechanism.ifPresent(chosen -> configuration.rule(chosen.off()));
            SharedFile channel = SharedFile.create(laboratory.directory("video").resolve("news.f4v"),
                (long) BYTES_A_SECOND * (SECONDS + 2 * BEFORE), 1);
            broadcast(laboratory, channel);
            try (GatewayProcess gateway = GatewayProcess.ready(laboratory, configuration);
                 RunningProgram viewer = Ppstream.liveViewer(laboratory.host(Site.CLIENT),
                     laboratory.host(Site.SERVER), channel.name(), KILOBITS, SECONDS + BEFORE)) {
                return watch(laboratory, gateway, viewer);
            }
        }
    }

    private static void broadcast(Laboratory laboratory, SharedFile channel) {
        List<String> peers = new ArrayList<>();
        for (Country country : Country.ALL) {
            List<String> there = Abroad.settle(laboratory, country, PEERS_A_COUNTRY);
            Ppstream.peers(laboratory.host(country.site()), channel.path(), there);
            peers.addAll(there);
        }
        Ppstream.server(laboratory.host(Site.SERVER), LISTED, peers);
    }

    private Outcome watch(Laboratory laboratory, GatewayProcess gateway, RunningProgram viewer) {
        Throughput throughput = Throughput.watch(laboratory.router(), SECONDS, SWITCHED, () -> mechanism.ifPresent(
            chosen -> gateway.change(1, () -> gateway.configuration().rule(chosen.on()))));
        if (!viewer.await(END)) {
            throw new LabException("the viewer does not end: " + viewer.output());
        }
        Matcher parts = PARTS.matcher(viewer.output());
        if (!parts.find()) {
            throw new LabException("the viewer failed: " + viewer.output());
        }
        return new Outcome(throughput, Long.parseLong(parts.group(1)), Long.parseLong(parts.group(3)));
    }

    /** For a file's name. */
    String fileName() {
        return toString().replaceAll("[^A-Za-z]+", "-");
    }

    @Override
    public String toString() {
        return mechanism.map(chosen -> chosen + " to " + preferred).orElse("not localized");
    }
}
