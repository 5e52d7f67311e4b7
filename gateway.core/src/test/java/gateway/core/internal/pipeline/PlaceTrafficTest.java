package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.locality.PeerPlaces;
import gateway.api.locality.Place;
import gateway.api.operation.PlaceBytes;
import gateway.api.packet.IpAddress;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.locality.LocalizerRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlaceTrafficTest {
    private static final int IP_AND_UDP = 28;
    private static final Place JAPAN = new Place("JP", 2516, "KDDI");
    private static final Place CHINA = new Place("CN", 4134, "CHINANET");

    private final PipelineRig rig = new PipelineRig(2000, FakeParser.of("film", "HIHO"));
    private final LocalizerRegistry registry = new LocalizerRegistry(null);
    private final FakeDistance ruler = new FakeDistance();
    private final Map<IpAddress, Place> known = new HashMap<>();
    private int asked;
    private final PeerPlaces places = (high, low) -> {
        asked++;
        Place place = known.getOrDefault(new IpAddress(high, low), Place.UNKNOWN);
        if (place == null) {
            throw new IllegalStateException("no map");
        }
        return place;
    };

    @BeforeEach
    void begin() {
        registry.use(rig.pipeline::onLocalizers);
        know("198.51.100.9", JAPAN);
        know("203.0.113.9", CHINA);
    }

    private void know(String address, Place place) {
        known.put(IpAddress.parse(address).orElseThrow(), place);
    }

    private void localize() {
        registry.addDistance(ruler);
        registry.addPlaces(places);
    }

    private static CraftedPacket to(String peer) {
        return CraftedPacket.udp().from("192.0.2.1", 7000).to(peer, 8000);
    }

    private PlaceSums sums() {
        PlaceSums sums = new PlaceSums();
        rig.pipeline.traffic().places().addTo(sums);
        return sums;
    }

    private void kernel(CraftedPacket packet, long toServer, long toClient) {
        rig.pipeline.onKernelCounters(rig.flowOf(packet), 9, toServer, 9, toClient, rig.clock.millis().getAsLong());
    }

    @Test
    void shouldTellCountriesSystemsAndDirectionsApart() {
        localize();
        ruler.cost = FakeDistance.NEAR;
        rig.send(to("198.51.100.9").payload("HIHO"));
        kernel(to("198.51.100.9"), 100, 5000);
        ruler.cost = FakeDistance.FARTHEST;
        rig.send(CraftedPacket.udp().from("203.0.113.9", 7000).to("192.0.2.1", 8000).payload("HIHO"));
        kernel(CraftedPacket.udp().from("203.0.113.9", 7000).to("192.0.2.1", 8000), 300, 40);

        assertEquals(List.of(new PlaceBytes("film", "JP", "", 5000, 100, 5100),
            new PlaceBytes("film", "CN", "", 300, 40, 0)), sums().countries(9));
        assertEquals(List.of(new PlaceBytes("film", "2516", "KDDI", 5000, 100, 5100),
            new PlaceBytes("film", "4134", "CHINANET", 300, 40, 0)), sums().systems(9));
        assertEquals(Map.of("JP", 5100L, "CN", 340L), sums().bytesByCountry());
    }

    @Test
    void shouldAskOnceForAFlowWhosePlaceIsKnown() {
        localize();
        rig.send(to("198.51.100.9").payload("HIHO"));
        for (int i = 1; i < 100; i++) {
            rig.clock.advanceMillis(1000);
            kernel(to("198.51.100.9"), 1000 * i, 1000 * i);
        }

        assertEquals(1, asked);
        assertEquals(198_000, sums().bytesByCountry().get("JP"));
    }

    @Test
    void shouldPlaceAFlowAsSoonAsSomebodyKnowsWhereItGoes() {
        rig.send(to("198.51.100.200").payload("HIHO"));
        kernel(to("198.51.100.200"), 100, 100);
        assertEquals(List.of(new PlaceBytes("film", PlaceBytes.UNKNOWN, "", 100, 100, 0)), sums().countries(9));

        localize();
        kernel(to("198.51.100.200"), 200, 200);
        know("198.51.100.200", JAPAN);
        kernel(to("198.51.100.200"), 600, 600);

        assertEquals(Map.of("", 400L, "JP", 800L), sums().bytesByCountry());
    }

    @Test
    void shouldPlaceFlowsAgainWhenAnotherLocalizerComes() {
        localize();
        rig.send(to("198.51.100.9").payload("HIHO"));
        kernel(to("198.51.100.9"), 100, 100);
        know("198.51.100.9", CHINA);
        registry.removePlaces(places);
        registry.addPlaces(places);
        kernel(to("198.51.100.9"), 150, 150);

        assertEquals(Map.of("JP", 200L, "CN", 100L), sums().bytesByCountry());
    }

    @Test
    void shouldTakeWhatThrowsForUnknownAndSaySo() {
        localize();
        known.put(IpAddress.parse("198.51.100.9").orElseThrow(), null);
        rig.send(to("198.51.100.9").payload("HIHO"));
        kernel(to("198.51.100.9"), 100, 100);

        assertEquals(Map.of("", 200L), sums().bytesByCountry());
        assertTrue(rig.thrown.size() > 0);
    }

    @Test
    void shouldNotAskWhereTheOtherEndIsOursToo() {
        localize();
        rig.send(to("192.0.2.2").payload("HIHO"));
        kernel(to("192.0.2.2"), 100, 100);

        assertEquals(0, asked);
        assertEquals(Map.of("", 200L), sums().bytesByCountry());
    }

    @Test
    void shouldCountAFlowThatStaysHereWhileItLasts() {
        localize();
        CraftedPacket packet = to("198.51.100.9");
        rig.policy(FarDelayTest.delay(1, 1));
        rig.send(packet.payload("HIHO"));
        assertEquals(0, rig.pipeline.counters().offloadedFlows);
        rig.clock.advanceMillis(1000);
        rig.send(packet.payload("0123456789"));

        assertEquals(2 * IP_AND_UDP + 4 + 10, sums().bytesByCountry().get("JP"));
    }

    @Test
    void shouldBoundItsTablesAndForgetIdleSystemsOnly() {
        localize();
        for (int i = 0; i < PlaceTraffic.MOST_SYSTEMS + 76; i++) {
            String peer = "198.51." + (100 + i / 200) + "." + (i % 200 + 1);
            know(peer, new Place(country(i), i + 1, ""));
            rig.send(to(peer).payload("HIHO"));
            kernel(to(peer), 0, 1000);
        }
        List<PlaceBytes> systems = sums().systems(5000);
        assertEquals(PlaceTraffic.MOST_SYSTEMS + 1, systems.size());
        assertEquals(76 * 1000, systems.get(systems.size() - 1).received());
        assertEquals(PlaceBytes.OTHERS, systems.get(systems.size() - 1).place());

        rig.clock.advanceMillis(PlaceTraffic.IDLE_MILLIS + 1);
        know("203.0.113.77", new Place("JP", 70_000, ""));
        rig.send(to("203.0.113.77").payload("HIHO"));
        kernel(to("203.0.113.77"), 0, 9000);
        assertEquals(List.of("70000", PlaceBytes.OTHERS),
            sums().systems(5000).stream().map(PlaceBytes::place).toList());
        assertEquals(676, sums().bytesByCountry().size(), "countries stay");
    }

    /** All 676 pairs of letters. */
    private static String country(int i) {
        return "" + (char) ('A' + i / 26 % 26) + (char) ('A' + i % 26);
    }

    @Test
    void shouldTellTheLargestApartAndWhatCameBetweenTwoLooks() {
        PlaceSums before = new PlaceSums();
        before.addCountry(new PlaceSums.Key("film", "JP"), 10, 1, 0);
        before.addCountry(new PlaceSums.Key("film", "DE"), 5, 5, 10);
        PlaceSums now = new PlaceSums();
        now.add(before);
        now.addCountry(new PlaceSums.Key("film", "JP"), 100, 10, 110);
        now.addCountry(new PlaceSums.Key("film", "CN"), 7, 7, 0);
        now.addCountry(new PlaceSums.Key("film", "US"), 3, 3, 0);
        now.addCountry(new PlaceSums.Key("chat", "US"), 1, 1, 0);

        assertEquals(List.of(new PlaceBytes("film", "JP", "", 100, 10, 110),
            new PlaceBytes("chat", PlaceBytes.OTHERS, "", 1, 1, 0),
            new PlaceBytes("film", PlaceBytes.OTHERS, "", 10, 10, 0)), now.since(before).countries(1));
        assertEquals(List.of(), before.since(now).countries(9), "a worker was replaced");
    }
}
