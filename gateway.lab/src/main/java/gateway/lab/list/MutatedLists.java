package gateway.lab.list;

import gateway.api.locality.PeerList;
import gateway.api.locality.RewriteTerms;
import gateway.api.locality.RewriteTerms.Way;
import gateway.api.locality.RewrittenList;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.localizer.Localization;
import gateway.localizer.distance.Atlas;
import gateway.localizer.place.GeoDatabase;
import gateway.localizer.place.PrefixTable;
import gateway.testkit.MmdbFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Lists as a hostile or broken peer would send them: everybody in them twice, nobody, oneself, private and multicast
 * addresses, both families, places that are nowhere or make no sense. One block has its own localizer, which learns
 * most of them and decides them all.
 */
public final class MutatedLists {
    /** Lists of a block. */
    public static final int BLOCK = 10_000;
    private static final int CONTENTS = 20;
    private static final int LONG_LIST = 1000;
    private static final int SHORT_LIST = 24;
    private static final long MADE_SECONDS = 1_800_000_000L;
    private static final GeoDatabase DATABASE = database();

    private final SplittableRandom random;
    private final Localization localization;
    private final Map<String, Set<Endpoint>> announced = new HashMap<>();
    private long nowMillis = 1000 * MADE_SECONDS;
    private long replaced;
    private long moved;

    /** A block of lists. */
    public MutatedLists(long number) {
        random = new SplittableRandom(number);
        localization = Localization.byDefault(random.nextLong());
        localization.know(new Atlas.Knowledge(PrefixTable.of(Map.of()), null, 0, List.of(DATABASE), Optional.empty()));
    }

    private static GeoDatabase database() {
        try {
            return GeoDatabase.read(new MmdbFile("GeoLite2-Country", MADE_SECONDS).country("20.0.0.0/12", "JP", "AS")
                .country("2400:81::/32", "JP", "AS").country("32.0.0.0/6", "DE", "EU").bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes a list, has it learnt mostly, and decided.
     *
     * @return what is wrong with it; empty if nothing is
     */
    public String next() {
        PeerList list = list();
        if (random.nextInt(4) > 0) {
            localization.learn(list, nowMillis);
            Set<Endpoint> known = announced.computeIfAbsent(list.content(), none -> new HashSet<>());
            list.peers().forEach(peer -> known.add(peer.peer()));
        }
        RewriteTerms terms = new RewriteTerms(random.nextInt(3) == 0 ? Way.REORDER : Way.REPLACE,
            random.nextInt(8) == 0 ? Integer.MAX_VALUE : random.nextInt(6));
        nowMillis += random.nextInt(1000) == 0 ? random.nextInt(7_200_000) : random.nextInt(100);
        RewrittenList decided = localization.rewrite(list, terms, nowMillis);
        replaced += decided.replaced();
        moved += decided.moved();
        String broken = ListRules.broken(list, terms, decided,
            announced.getOrDefault(list.content(), Set.of()));
        return !broken.isEmpty() || decided.equals(localization.rewrite(list, terms, nowMillis)) ? broken
            : "the same list was decided otherwise";
    }

    private PeerList list() {
        int content = random.nextInt(CONTENTS);
        IpAddress client = random.nextInt(8) == 0 ? IpAddress.v4(0x0a00_0001) : IpAddress.v4(0x1400_0000
            + random.nextInt(300));
        Strangers strangers = new Strangers(random, client);
        int size = random.nextInt(500) == 0 ? random.nextInt(LONG_LIST + 1) : random.nextInt(SHORT_LIST);
        List<ListedPeer> peers = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Endpoint peer = !peers.isEmpty() && random.nextInt(10) == 0
                ? peers.get(random.nextInt(peers.size())).peer() : strangers.next();
            peers.add(new ListedPeer(peer, place(i), random.nextInt(50) == 0 ? random.nextInt() : 6));
        }
        return new PeerList("bench", content == 0 ? "" : "content " + content, client, peers);
    }

    private long place(int entry) {
        return switch (random.nextInt(20)) {
            case 0 -> ListedPeer.NOWHERE;
            case 1 -> random.nextLong();
            default -> 6L * entry;
        };
    }

    /** How many peers came into places so far. */
    public long replaced() {
        return replaced;
    }

    /** How many were put elsewhere in their list. */
    public long moved() {
        return moved;
    }
}
