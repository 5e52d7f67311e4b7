package gateway.localizer.distance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.IpAddress;
import gateway.localizer.Databases;
import gateway.localizer.Peers;
import gateway.localizer.alto.AltoMap;
import gateway.localizer.alto.CostMap;
import gateway.localizer.alto.NetworkMap;
import gateway.localizer.place.GeoDatabase;
import gateway.localizer.place.NetworkList;
import gateway.localizer.place.Prefix;
import gateway.localizer.place.PrefixTable;
import gateway.testkit.MmdbFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AtlasTest {
    private static final int NEAR = 350;

    @ParameterizedTest
    @CsvSource({"20.81.0.1,20.81.0.2,100", "20.81.0.1,20.81.200.1,300", "20.81.0.1,20.86.0.1,600",
        "20.81.0.1,20.49.0.1,900", "20.81.0.1,99.0.0.1,700", "99.0.0.1,20.81.0.1,700", "20.81.0.1,2400:81::1,300",
        "20.49.0.1,20.33.0.1,600"})
    void shouldJudgeBySystemCountryAndContinent(String client, String peer, int cost) throws IOException {
        assertEquals(cost, cost(atlas(Map.of(), null, 0, ""), client, peer, -1));
    }

    @Test
    void shouldJudgeByRegion() throws IOException {
        byte[] cities = new MmdbFile("GeoLite2-City", 1).city("20.0.0.0/16", "JP", "AS", "13")
            .city("20.1.0.0/16", "JP", "AS", "13").city("20.2.0.0/16", "JP", "AS", "27")
            .city("20.3.0.0/16", "FR", "EU", "13").bytes();
        Atlas atlas = new Atlas(new Atlas.Knowledge(PrefixTable.of(Map.of()), null, 0,
            List.of(GeoDatabase.read(cities)), Optional.empty()), 1);
        assertEquals(200, cost(atlas, "20.0.0.1", "20.1.0.1", -1));
        assertEquals(300, cost(atlas, "20.0.0.1", "20.2.0.1", -1));
        assertEquals(900, cost(atlas, "20.0.0.1", "20.3.0.1", -1));
    }

    @Test
    void shouldBelieveTheAdministratorMostAndTheOperatorNext() throws IOException {
        Atlas atlas = atlas(Map.of("20.49.0.0/24", new NetworkList.Entry(7, "tunnel")), alto(), 0, "");
        assertEquals(7, cost(atlas, "20.81.0.1", "20.49.0.1", -1));
        assertEquals(250, cost(atlas, "20.81.0.1", "20.86.0.1", -1));
        assertEquals(1000, cost(atlas, "20.86.0.1", "20.81.0.1", -1));
        assertEquals(100, cost(atlas, "20.81.0.1", "20.81.0.2", -1), "of which the map says nothing");
    }

    @Test
    void shouldMeasureTheMapByTheFarthestThatWasNamed() throws IOException {
        assertEquals(125, cost(atlas(Map.of(), alto(), 40, ""), "20.81.0.1", "20.86.0.1", -1));
        assertEquals(1000, cost(atlas(Map.of(), alto(), 2, ""), "20.81.0.1", "20.86.0.1", -1));
    }

    @Test
    void shouldPlaceUnknownClientsWhereTheGatewayIs() throws IOException {
        Atlas atlas = atlas(Map.of(), null, 0, "20.81.0.1");
        assertEquals(100, cost(atlas, "192.168.1.5", "20.81.0.9", -1));
        assertEquals(900, cost(atlas, "20.49.0.1", "20.81.0.9", -1), "of this one something is known");
        assertEquals(700, cost(atlas, "20.81.0.9", "192.168.1.5", -1), "a peer is not here for being unknown");
    }

    @Test
    void shouldLetRoundTripsDecideAmongEquals() throws IOException {
        Atlas atlas = atlas(Map.of("20.49.0.0/24", new NetworkList.Entry(7, "")), null, 0, "");
        assertEquals(264, cost(atlas, "20.81.0.1", "20.81.200.1", 10_000));
        assertEquals(300, cost(atlas, "20.81.0.1", "20.81.200.1", 100_000));
        assertEquals(340, cost(atlas, "20.81.0.1", "20.81.200.1", 9_000_000));
        assertEquals(7, cost(atlas, "20.81.0.1", "20.49.0.1", 9_000_000), "the administrator's word stands");
    }

    @Test
    void shouldAnswerTheSameWhateverItRemembers() throws IOException {
        Atlas atlas = atlas(Map.of(), null, 0, "");
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 3 * Atlas.REMEMBERED; i++) {
            IpAddress address = IpAddress.v4(0x14510000 | random.nextInt() & 0xffff);
            String country = atlas.placeOf(address.high(), address.low()).geography().country();
            assertEquals("JP", country);
        }
        IpAddress again = Peers.address("20.81.0.1");
        assertTrue(atlas.placeOf(again.high(), again.low()) == atlas.placeOf(again.high(), again.low()));
    }

    @Test
    void shouldExplainEachStep() throws IOException {
        Atlas atlas = atlas(Map.of(), null, 0, "20.81.0.1");
        assertEquals(List.of(
            "Client 192.168.1.5 is in JP, continent AS, AS64681 (Lab ISP Japan A); nothing is known of it but that it "
                + "is here, at 20.81.0.1.",
            "Peer 20.86.0.1 is in CN, continent AS, AS64686 (Lab ISP China).",
            "They are in different countries of one continent: 600.",
            "It answers within 150.0 ms: +20.",
            "The cost is 620 of 1000, which is far: near ends at 350."),
            Explanation.of(atlas, Peers.address("192.168.1.5"), Peers.address("20.86.0.1"), 150_000, NEAR));
    }

    @Test
    void shouldExplainMapsAndLists() throws IOException {
        Atlas atlas = atlas(Map.of("20.49.0.0/24", new NetworkList.Entry(7, "tunnel")), alto(), 0, "");
        List<String> map = Explanation.of(atlas, Peers.address("20.81.0.1"), Peers.address("20.86.0.1"), -1, NEAR);
        assertEquals("From PID1 to PID2 the map (nm, version v1) has a routingcost of 5.0, where 20.0 is the farthest: "
            + "250.", map.get(2));
        assertEquals("The cost is 250 of 1000, which is near: near ends at 350.", map.get(3));
        List<String> list = Explanation.of(atlas, Peers.address("99.0.0.1"), Peers.address("20.49.0.1"), 1, NEAR);
        assertEquals(List.of("Client 99.0.0.1 is of an unknown country.", "Peer 20.49.0.1 is in DE, continent EU.",
            "The lists of networks say what it costs (tunnel): 7.",
            "The cost is 7 of 1000, which is near: near ends at 350."), list);
    }

    private static AltoMap alto() throws IOException {
        String network = """
            {"meta": {"vtag": {"resource-id": "nm", "tag": "v1"}}, "network-map":
              {"PID1": {"ipv4": ["20.81.0.0/16"]}, "PID2": {"ipv4": ["20.86.0.0/16"]}}}""";
        String costs = """
            {"meta": {"dependent-vtags": [{"resource-id": "nm", "tag": "v1"}],
               "cost-type": {"cost-mode": "numerical", "cost-metric": "routingcost"}},
             "cost-map": {"PID1": {"PID2": 5}, "PID2": {"PID1": 20}}}""";
        return AltoMap.of(NetworkMap.read(network.getBytes(StandardCharsets.UTF_8)),
            CostMap.read(costs.getBytes(StandardCharsets.UTF_8)));
    }

    private static Atlas atlas(Map<String, NetworkList.Entry> networks, AltoMap alto, float far, String here)
            throws IOException {
        Map<Prefix, NetworkList.Entry> prefixes = new java.util.HashMap<>();
        networks.forEach((text, entry) -> prefixes.put(Prefix.parse(text), entry));
        return new Atlas(new Atlas.Knowledge(PrefixTable.of(prefixes), alto, far,
            List.of(GeoDatabase.read(Databases.countries()), GeoDatabase.read(Databases.systems())),
            IpAddress.parse(here)), 1);
    }

    private static int cost(Atlas atlas, String client, String peer, long micros) {
        IpAddress from = Peers.address(client);
        IpAddress to = Peers.address(peer);
        return atlas.cost(from.high(), from.low(), to.high(), to.low(), micros);
    }
}
