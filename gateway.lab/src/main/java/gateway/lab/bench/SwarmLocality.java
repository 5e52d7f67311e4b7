package gateway.lab.bench;

import gateway.lab.LabException;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.appliance.Rule;
import gateway.lab.country.Abroad;
import gateway.lab.country.Country;
import gateway.lab.country.Throughput;
import gateway.lab.link.LossyLink;
import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.network.Site;
import gateway.lab.process.Await;
import gateway.lab.program.Aria2;
import gateway.lab.program.Download;
import gateway.lab.program.FixedTracker;
import gateway.lab.program.SharedFile;
import gateway.lab.program.Torrent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What lists of peers do for real clients of BitTorrent: seeders in three countries, two of three near, and a client
 * that fetches a file, each time at another address. The tracker is a file that names two of three seeders by chance,
 * others each time. Where bytes came from is read from the router's counters.
 */
final class SwarmLocality {
    private static final int SEEDERS_NEAR = 32;
    private static final int SEEDERS_FAR = 8;
    private static final int LISTED = 32;
    private static final int BYTES = 64 << 20;
    /** Of each seeder: 1.5 Mb/s, as homes have. */
    private static final int UPLINK_KILOBYTES = 183;
    private static final int CLIENT_MEGABITS = 40;
    private static final int FAR_MEGABITS = 10;
    /** Round trip. */
    private static final int FAR_MILLIS = 150;
    private static final int TRACKER_SECONDS = 1800;
    private static final int FIRST_PORT = 7001;
    private static final int FIRST_CLIENT = 16;
    /** So many lists name each near seeder to somebody. */
    private static final int HEARD = 10;
    private static final double PERCENT = 100;
    private static final double MEGABIT = 1e6;
    private static final double NANOS = 1e9;
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Duration START = Duration.ofSeconds(60);
    private static final Rule NEAR = Rule.of("near", "localize", "bittorrent").with("controlPercent", "0");

    /** How many far peers stay in a list; negative where nothing is localized. */
    private record Kept(int farPeers) {
        static final Kept ALL = new Kept(-1);

        @Override
        public String toString() {
            return farPeers < 0 ? "not localized" : "farPeers = " + farPeers;
        }
    }

    private static final List<Kept> SETTINGS =
        List.of(Kept.ALL, new Kept(0), new Kept(1), new Kept(5), new Kept(1000));

    /**
     * A file that came.
     *
     * @param megabits a second, from the client's start to its end
     * @param farPercent of the bytes of all countries
     */
    private record Fetched(double megabits, double farPercent) {
    }

    private final Laboratory laboratory;
    private final GatewayProcess gateway;
    private final FixedTracker tracker;
    private final Torrent torrent;
    private final List<FixedTracker.Listed> peers = new ArrayList<>();
    private final Random random = new Random(1);
    private final Map<Kept, List<Fetched>> all = new LinkedHashMap<>();
    private Kept ruled = Kept.ALL;
    private int clients = FIRST_CLIENT;

    private SwarmLocality(Laboratory laboratory, GatewayProcess gateway) {
        this.laboratory = laboratory;
        this.gateway = gateway;
        tracker = FixedTracker.start(laboratory, laboratory.host(Site.SERVER), TRACKER_SECONDS);
        SharedFile film = SharedFile.create(laboratory.directory("shared").resolve("film.bin"), BYTES, 1);
        torrent = Torrent.create(laboratory.directory().resolve("film.torrent"), film, List.of(tracker.url()));
        seed(Country.JAPAN, SEEDERS_NEAR);
        seed(Country.CHINA, SEEDERS_FAR);
        seed(Country.GERMANY, SEEDERS_FAR);
        laboratory.router().limitSending(Site.CLIENT, CLIENT_MEGABITS);
        setApart(laboratory.host(Country.CHINA.site()));
        setApart(laboratory.host(Country.GERMANY.site()));
    }

    /** The way from another country is narrow and long. */
    private static void setApart(Host host) {
        host.limitSending(FAR_MEGABITS);
        LossyLink.installDelay(host);
        LossyLink.start(host, 0, FAR_MILLIS, 1);
    }

    /** Measures in rounds. */
    static List<Result> measure(String bench, Settings settings, Progress progress) {
        try (Laboratory laboratory = Laboratory.build(Country.PLAN);
             GatewayProcess gateway = GatewayProcess.ready(laboratory, Abroad.configuration(laboratory))) {
            return new SwarmLocality(laboratory, gateway).rounds(bench, settings, progress);
        }
    }

    private void seed(Country country, int seeders) {
        Host host = laboratory.host(country.site());
        List<String> addresses = Abroad.settle(laboratory, country, seeders);
        for (int i = 0; i < seeders; i++) {
            new Aria2(host, addresses.get(i)).seed(torrent, FIRST_PORT + i, UPLINK_KILOBYTES);
            peers.add(new FixedTracker.Listed(addresses.get(i), FIRST_PORT + i));
        }
        Await.until(START, "seeders listen", () -> host.run(START, List.of("ss", "-Hltn")).out().lines()
            .filter(line -> line.contains(":70")).count() >= seeders);
    }

    /** The tracker's next answer. */
    private void list() {
        List<FixedTracker.Listed> some = new ArrayList<>(peers);
        Collections.shuffle(some, random);
        tracker.name(some.subList(0, Math.min(LISTED, some.size())));
    }

    private List<Result> rounds(String bench, Settings settings, Progress progress) {
        // The gateway hears of the swarm by those who come first, and keeps what it heard.
        rule(new Kept(1000));
        for (int i = 0; i < HEARD; i++) {
            list();
            announce();
        }
        megabits(new Kept(1000));
        all.clear();
        Map<Kept, double[]> rates = new Rounds(settings.runs(), progress)
            .measure("BitTorrent (Mb/s)", SETTINGS, this::megabits);
        List<Result> results = new ArrayList<>();
        for (Kept kept : SETTINGS) {
            String what = "BitTorrent, " + kept;
            double[] far = all.get(kept).stream().mapToDouble(Fetched::farPercent).toArray();
            Bootstrap.Interval interval = Bootstrap.median(far);
            results.add(new Result(bench, what + ": from far", interval.median(), "% of bytes", "", null,
                interval.low(), interval.high(), settings.runs()));
            results.add(kept == Kept.ALL
                ? Result.alone(bench, what, Bootstrap.medianOf(rates.get(kept)), "Mb/s", settings.runs())
                : Result.compared(bench, what, "Mb/s", rates.get(kept), Kept.ALL.toString(), rates.get(Kept.ALL)));
        }
        return results;
    }

    /** Somebody asks for peers, and does nothing with them. */
    private void announce() {
        laboratory.host(Site.CLIENT).run("curl", "-s", "-o", "/dev/null", tracker.question(torrent, false)).check();
    }

    private double megabits(Kept kept) {
        rule(kept);
        list();
        Aria2 client = new Aria2(laboratory.host(Site.CLIENT),
            laboratory.host(Site.CLIENT).addAddress4(clients));
        Path folder = laboratory.directory("got-" + clients++);
        long[] before = Throughput.counters(laboratory.router());
        long began = System.nanoTime();
        try (Download download = client.fetch(torrent, folder, Aria2.Wire.PLAIN)) {
            boolean ended = download.program().await(LIMIT);
            double seconds = (System.nanoTime() - began) / NANOS;
            if (!ended || !download.complete()) {
                throw new LabException(kept + ": the file did not come: " + download.program().output());
            }
            double far = PERCENT * Throughput.shareBeside(Country.JAPAN,
                Throughput.difference(Throughput.counters(laboratory.router()), before));
            double megabits = BYTES * Byte.SIZE / MEGABIT / seconds;
            all.computeIfAbsent(kept, none -> new ArrayList<>()).add(new Fetched(megabits, far));
            return megabits;
        } finally {
            SharedFile.deleteFolder(folder);
        }
    }

    private void rule(Kept kept) {
        if (kept.equals(ruled)) {
            return;
        }
        if (kept.farPeers >= 0) {
            gateway.change(1, () -> gateway.configuration()
                .rule(NEAR.with("farPeers", Integer.toString(kept.farPeers))));
        } else {
            gateway.change(0, () -> gateway.configuration().remove(NEAR));
        }
        ruled = kept;
    }
}
