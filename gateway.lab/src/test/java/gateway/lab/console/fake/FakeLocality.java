package gateway.lab.console.fake;

import gateway.api.locality.KnownContent;
import gateway.api.locality.LearntLayout;
import gateway.api.locality.LearntLayout.State;
import gateway.api.operation.LocalityDirectory;
import gateway.api.operation.LocalityPicture;
import gateway.api.operation.LocalityPicture.Lists;
import gateway.api.operation.LocalityPicture.Redirects;
import gateway.api.operation.LocalizingEffect;
import gateway.api.operation.LocalizingEffect.Estimate;
import gateway.api.operation.LocalizingEffect.Group;
import gateway.api.operation.LocalizingEffect.Raised;
import gateway.api.operation.LocalizingEffect.Window;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Peers near and far, and layouts in all their states; one content is out to do harm. */
final class FakeLocality implements LocalityDirectory {
    private static final long MINUTE = 60_000;
    private static final int NEAR = 350;
    private static final List<String> SOURCES = List.of(
        "GeoLite2-City.mmdb knows countries and regions of IPv4 and IPv6, made 12 days ago, read 3 h ago",
        "GeoLite2-ASN.mmdb knows ASes of IPv4 and IPv6, made 12 days ago, read 3 h ago",
        "The map of http://alto.example.net/networkmap has 214 parts, version 4f2a, fetched 12 min ago");

    private final Supplier<Scene> scene;
    private final List<String> deeds = new CopyOnWriteArrayList<>();
    private final long started = System.currentTimeMillis();
    private volatile boolean there = true;

    FakeLocality(Supplier<Scene> scene) {
        this.scene = scene;
    }

    /** {@code none}: there is no localizer. */
    void vary(String word) {
        there = !word.equals("none");
    }

    @Override
    public LocalityPicture look(int contents, int peers) {
        return switch (scene.get()) {
            case EMPTY -> new LocalityPicture(false, true, "", List.of(), new Lists(0, 0, 0, 0, 0, 0, 0, 0),
                new Redirects(0, 0, 0, 0), List.of(), List.of());
            case BUSY -> new LocalityPicture(true, there, "", there ? SOURCES : List.of(),
                new Lists(48_210, 31_904, 13_377, 2411, 506, 12, 611_020, 20_411),
                new Redirects(1204, 60_311, 41_002, 816), contents(contents, peers), layouts(), effects());
            case BROKEN -> new LocalityPicture(true, true, "geo.mmdb is broken: it ends in its search tree",
                SOURCES.subList(1, 2), new Lists(10, 0, 9, 1, 0, 0, 0, 0), new Redirects(0, 0, 0, 0), List.of(),
                layouts().subList(1, 2));
        };
    }

    private static List<LocalizingEffect> effects() {
        Raised slow = new Raised(IpAddress.v4(0x0a010207), 4, 210_000, 480_000);
        Group many = new Group(1841, 912_000_000_000L, 41_000_000_000L, 540_000);
        Group few = new Group(3, 900_000_000L, 90_000_000L, 0);
        return Arrays.stream(Window.values()).flatMap(window -> Stream.of(
            new LocalizingEffect("bittorrent", window, many, new Group(97, 48_000_000_000L, 39_000_000_000L, 520_000),
                Optional.of(new Estimate(0.945, 0.931, 0.957)), Optional.of(new Estimate(0.038, -0.021, 0.094)), 12,
                List.of(slow)),
            new LocalizingEffect("ppstream", window, few, new Group(0, 0, 0, 0), Optional.empty(), Optional.empty(), 0,
                List.of()))).toList();
    }

    private List<KnownContent> contents(int contents, int peers) {
        List<KnownContent> all = List.of(
            content("bittorrent", "2c6b6858d61da9543d4231a71db4b1c9264b0685", 0, 128, 41, peers),
            content("ppstream", FakeFlows.EVIL, 3, 60, 22, peers),
            content("bittorrent", "dd8255ecdc7ca55fb0bbf81323d87062db1f6d1c", 40, 34, 0, peers),
            content("gnutella", "urn:sha1:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFB", 300, 3, 3, peers),
            content("sopcast", "swarm 4", 2000, 9, 1, peers));
        return all.stream().sorted((a, b) -> Boolean.compare(b.content().equals(FakeFlows.EVIL),
            a.content().equals(FakeFlows.EVIL))).limit(contents).toList();
    }

    private KnownContent content(String application, String name, int ageSeconds, int known, int near, int peers) {
        return new KnownContent(application, name, started - ageSeconds * 1000L, known, near,
            IntStream.range(0, Math.min(known, peers)).mapToObj(n -> peer(n, near, ageSeconds)).toList());
    }

    private KnownContent.Peer peer(int number, int near, int ageSeconds) {
        int cost = number < near ? Math.min(NEAR, 60 + 24 * number) : Math.min(1000, 600 + 20 * number);
        Endpoint peer = number == 3 ? new Endpoint(new IpAddress(0x20010db8_00001234L, 0x7700aa00bb00cc01L), 51_413)
            : new Endpoint(IpAddress.v4(0xc6336400 + number), 6881 + number);
        boolean silent = number == 2;
        return new KnownContent.Peer(peer, cost, number < near, !silent,
            started - (ageSeconds + number * 47L) * 1000, 1 + number * 3 % 7, silent ? 0 : number % 4 * 5,
            silent ? 3 : number % 5 / 4);
    }

    private List<LearntLayout> layouts() {
        return List.of(
            new LearntLayout("pptv-1", "pptv", State.IN_USE, List.of("Datagrams that begin with e9 03 44",
                "Entries are 6 bytes apart, the first at byte 21: an IPv4 address, then a port, low byte first",
                "Bytes 19 and 20 say how many entries there are"), 41, 310, 1640, 502, 77,
                List.of("198.51.100.9:5041 stood at byte 45 of 621 bytes",
                    "203.0.113.80:11003 stood at byte 21 of 321 bytes"), started - 2 * MINUTE, ""),
            new LearntLayout("sopcast-2", "sopcast", State.WITHDRAWN, List.of("Datagrams that begin with 01 ff",
                "Entries are 8 bytes apart, the first at byte 12: a port, then an IPv4 address"), 9, 60, 180, 24, 0,
                List.of("192.0.2.14:3912 stood at byte 28 of 140 bytes"), started - 40 * MINUTE,
                "nobody contacts the peers that are put in: a checksum may protect the list"),
            new LearntLayout("zattoo-1", "zattoo", State.CANDIDATE, List.of("Payloads of TCP that begin with 7a 61",
                "Entries are 18 bytes apart, the first at byte 9: an IPv6 address, then a port"), 2, 7, 40, 0, 0,
                List.of(), started - MINUTE, "it was confirmed twice so far, and 3 times are needed"));
    }

    @Override
    public List<String> explain(IpAddress client, IpAddress peer) {
        return List.of("Client " + client + " is in FR, AS 64500; nothing is known of it but that it is here, at "
            + "192.0.2.1.", "Peer " + peer + " is in DE, AS 64511.", "Both are in one continent: 600.",
            "It answers within 18.2 ms: -20.", "The cost is 580 of 1000, which is far: near ends at 350.");
    }

    @Override
    public String exportLayouts() {
        return "{\"layouts\":[1]}";
    }

    @Override
    public int adoptLayouts(String file) {
        if (file.contains("nonsense")) {
            throw new IllegalArgumentException("it is not JSON as it should be, at line 1");
        }
        deeds.add("adopt " + file);
        return 2;
    }

    @Override
    public boolean forgetLayout(String layout) {
        deeds.add("forget " + layout);
        return true;
    }

    /** Forgets what was done. */
    void begin() {
        deeds.clear();
    }

    List<String> deeds() {
        return deeds;
    }
}
