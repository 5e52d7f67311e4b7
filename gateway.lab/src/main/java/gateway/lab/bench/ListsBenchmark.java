package gateway.lab.bench;

import com.maxmind.geoip2.DatabaseReader;
import com.maxmind.geoip2.exception.GeoIp2Exception;
import gateway.api.locality.PeerList;
import gateway.api.locality.RewriteTerms;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.lab.LabException;
import gateway.localizer.Localization;
import gateway.localizer.distance.Atlas;
import gateway.localizer.place.GeoDatabase;
import gateway.localizer.place.PrefixTable;
import gateway.testkit.MmdbFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * What the localizer takes for a list of 50 peers, beside 50 look-ups of the same addresses by GeoIP2: what it takes
 * to learn of a list where it is at all, without deciding anything.
 */
final class ListsBenchmark implements Benchmark {
    private static final int PEERS = 50;
    private static final int LISTS = 4000;
    private static final int WARM_UPS = 5;
    private static final int NETWORKS = 20_000;
    private static final double NANOS_PER_MICRO = 1000;
    private static final IpAddress CLIENT = IpAddress.parse("20.0.0.1").orElseThrow();
    private static final RewriteTerms TERMS = new RewriteTerms(RewriteTerms.Way.REPLACE, 1);
    private static final long NOW = 1_800_000_000_000L;

    private final SplittableRandom random = new SplittableRandom(50);

    /**
     * Something done to a list.
     *
     * @param lists to which lists, one after the other
     * @param task says a number that follows from what it did, so that nothing is left out
     */
    private record Candidate(String name, List<PeerList> lists, ToIntFunction<PeerList> task) {
        /** Microseconds of processor time a list: what else the machine does is not in it. */
        double measure() {
            ThreadMXBean clock = ManagementFactory.getThreadMXBean();
            int sum = 0;
            long began = clock.getCurrentThreadCpuTime();
            for (int i = 0; i < LISTS; i++) {
                sum += task.applyAsInt(lists.get(i % lists.size()));
            }
            double micros = (clock.getCurrentThreadCpuTime() - began) / NANOS_PER_MICRO / LISTS;
            return sum == Integer.MIN_VALUE ? 0 : micros;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Override
    public String name() {
        return "lists";
    }

    @Override
    public String title() {
        return "deciding what stands in a list of 50 peers, beside 50 look-ups by GeoIP2";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        byte[] database = database();
        Localization localization = localization(database);
        Candidate reference = new Candidate("50 look-ups by GeoIP2", lists(LISTS, "known"), lookUp(database));
        List<Candidate> candidates = List.of(reference,
            new Candidate("list rewritten, addresses known", lists(100, "known"), rewriting(localization)),
            new Candidate("list rewritten, addresses new", lists(LISTS, "known"), rewriting(localization)),
            new Candidate("list learnt", lists(100, "learnt"), list -> {
                localization.learn(list, NOW);
                return 1;
            }));
        for (int i = 0; i < WARM_UPS; i++) {
            candidates.forEach(Candidate::measure);
        }
        Map<Candidate, double[]> values = new Rounds(settings.runs(), progress)
            .measure("microseconds of processor time a list", candidates, Candidate::measure);
        List<Result> results = new ArrayList<>();
        for (Candidate candidate : candidates.subList(1, candidates.size())) {
            results.add(Result.compared(name(), candidate.name(), "us per list (CPU)", values.get(candidate),
                reference.name(), values.get(reference)));
        }
        return results;
    }

    /** Replaces 49 of 50, since there are enough near peers. */
    private static ToIntFunction<PeerList> rewriting(Localization localization) {
        return list -> localization.rewrite(list, TERMS, NOW).replaced();
    }

    private static ToIntFunction<PeerList> lookUp(byte[] database) {
        try {
            DatabaseReader reader = new DatabaseReader.Builder(new ByteArrayInputStream(database)).build();
            return list -> list.peers().stream().mapToInt(listed -> lookUp(reader, listed.peer().address())).sum();
        } catch (IOException e) {
            throw new LabException("the database cannot be read: " + e.getMessage(), e);
        }
    }

    private static int lookUp(DatabaseReader reader, IpAddress address) {
        try {
            return reader.tryCountry(InetAddress.getByAddress(address.bytes())).isPresent() ? 1 : 0;
        } catch (IOException | GeoIp2Exception e) {
            throw new LabException("the database cannot be read: " + e.getMessage(), e);
        }
    }

    /** Near are 20.0.0.0/12, where clients are; all others are elsewhere. */
    private static byte[] database() {
        MmdbFile file = new MmdbFile("GeoLite2-Country", NOW / 1000).country("20.0.0.0/12", "JP", "AS");
        for (int i = 0; i < NETWORKS; i++) {
            String code = "" + (char) ('A' + i % 7) + (char) ('A' + i % 26);
            file.country(IpAddress.v4(0x2000_0000 + (i << 12)) + "/20", code, "EU");
        }
        return file.bytes();
    }

    private Localization localization(byte[] database) {
        try {
            Localization localization = Localization.byDefault(random.nextLong());
            localization.know(new Atlas.Knowledge(PrefixTable.of(Map.of()), null, 0,
                List.of(GeoDatabase.read(database)), Optional.empty()));
            for (int i = 0; i < 10; i++) {
                localization.learn(list("known", 0x1400_0000, 1 << 20), NOW);
            }
            return localization;
        } catch (IOException e) {
            throw new LabException("the database cannot be read: " + e.getMessage(), e);
        }
    }

    /** Lists of far peers. */
    private List<PeerList> lists(int count, String content) {
        return IntStream.range(0, count).mapToObj(i -> list(content, 0x2000_0000, NETWORKS << 12)).toList();
    }

    private PeerList list(String content, int first, int addresses) {
        List<ListedPeer> peers = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            IpAddress address = IpAddress.v4(first + random.nextInt(addresses));
            peers.add(new ListedPeer(new Endpoint(address, 1 + random.nextInt(65_535)), 6L * i, 6));
        }
        return new PeerList("bench", content, CLIENT, peers);
    }
}
