package gateway.localizer.alto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.IpAddress;
import gateway.localizer.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AltoMapTest {
    private static final String NETWORK = """
        {"meta": {"vtag": {"resource-id": "nm", "tag": "v1"}, "other": [1, {"a": 2}]},
         "network-map": {
           "PID1": {"ipv4": ["20.81.0.0/16", "20.82.0.0/16"], "ipv6": ["2400:81::/32"], "mac-48": ["00"]},
           "PID2": {"ipv4": ["20.86.0.0/16"]},
           "PID0": {"ipv4": ["0.0.0.0/0"], "ipv6": ["::/0"]}}}""";
    private static final String COSTS = """
        {"cost-map": {"PID1": {"PID1": 1, "PID2": 5.5, "PID0": 10}, "PID2": {"PID1": 7}},
         "meta": {"dependent-vtags": [{"resource-id": "nm", "tag": "v1"}],
           "cost-type": {"cost-mode": "numerical", "cost-metric": "routingcost"}}}""";

    @Test
    void shouldFindCostsByTheLongestPrefixes() throws IOException {
        AltoMap map = map(NETWORK, COSTS);
        assertEquals("PID1", map.name(part(map, "20.82.3.4")));
        assertEquals("PID0", map.name(part(map, "9.9.9.9")));
        assertEquals("PID1", map.name(part(map, "2400:81::5")));
        assertEquals("PID0", map.name(part(map, "2400:82::5")));
        assertEquals(5.5f, map.cost(part(map, "20.81.0.1"), part(map, "20.86.0.1")));
        assertEquals(7f, map.cost(part(map, "20.86.0.1"), part(map, "20.81.0.1")));
        assertEquals(10f, map.largest());
        assertEquals("nm, version v1", map.version());
    }

    @Test
    void shouldTakeAMissingCostAsUnknown() throws IOException {
        AltoMap map = map(NETWORK, COSTS);
        assertEquals(Float.NaN, map.cost(part(map, "20.86.0.1"), part(map, "9.9.9.9")));
        assertEquals(Float.NaN, map.cost(-1, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"tag\": \"v1\" | \"tag\": \"v2\" | the cost map is for nm, version v2, but the network map is nm, version v1",
        "{\"resource-id\": \"nm\", \"tag\": \"v1\"} |  | the cost map is for no version of any map, but the network map"
            + " is nm, version v1",
        "\"PID2\": {\"PID1\": 7} | \"PID9\": {\"PID1\": 7} | the cost map has a part PID9 that the network map"
            + " has not"})
    void shouldRefuseACostMapThatDoesNotBelongToTheNetworkMap(String part, String other, String reason) {
        String changed = COSTS.replace(part, other == null ? "" : other);
        assertEquals(reason, assertThrows(IOException.class, () -> map(NETWORK, changed)).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"20.86.0.0/16\" | \"20.81.0.0/16\" | it contradicts itself: 20.81.0.0/16 belongs to PID1 and to PID2",
        "\"20.86.0.0/16\" | \"20.86.0.1/16\" | \"20.86.0.1/16\" has bits behind its prefix;"
            + " 20.86.0.0/16 would be right",
        "\"20.86.0.0/16\" | \"2400::/16\" | 2400:0:0:0:0:0:0:0/16 stands among those of the other family",
        "\"20.86.0.0/16\" | 7 | it has no text where one belongs",
        "vtag | vtags | it has no version tag (meta, vtag), so that no cost map can belong to it",
        "network-map | cost-map | it is not a network map, or one without parts",
        "\"tag\": \"v1\" | \"tags\": \"v1\" | its version tag has no resource-id or no tag"})
    void shouldRefuseANetworkMapThatMakesNoSense(String part, String other, String reason) {
        assertEquals(reason, reason(NETWORK.replace(part, other)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "5.5 | -5.5 | a cost in it is negative, or beyond all bounds",
        "5.5 | 1e300 | a cost in it is negative, or beyond all bounds",
        "5.5 | \"5\" | a cost in it is not a number", "5.5 | null | a cost in it is not a number",
        "5.5 | [5] | a cost in it is not a number",
        "numerical | array | its cost mode is neither numerical nor ordinal",
        "routingcost | bw-residual | its metric is none of delay-ow, delay-rt, delay-variation, hopcount, lossrate,"
            + " routingcost",
        "cost-map | network-map | it is not a cost map, or one without costs"})
    void shouldRefuseACostMapThatMakesNoSense(String part, String other, String reason) {
        String changed = COSTS.replace(part, other);
        assertEquals(reason, assertThrows(IOException.class, () -> CostMap.read(bytes(changed))).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7",
        "{\"meta\": 1}", "{} {}", "{\"a\": 1, \"a\": 2}", "\0\0\0", "{\"meta\": NaN}",
        "{\"network-map\": {\"P\": {\"ipv4\": [\"1.0.0.0/8\""})
    void shouldRefuseWhatIsNoMapWithoutThrowingAnythingElse(String text) {
        assertThrows(IOException.class, () -> NetworkMap.read(bytes(text)));
        assertThrows(IOException.class, () -> CostMap.read(bytes(text)));
    }

    @Test
    void shouldRefuseATwiceNamedPartAndDeepNesting() {
        assertTrue(reason(NETWORK.replace("PID2", "PID1")).startsWith("it is not JSON as it should be, at line 4"));
        assertThrows(IOException.class, () -> NetworkMap.read(bytes("{\"meta\":".repeat(100_000))));
    }

    @Test
    void shouldRefuseMapsThatAreTooLarge() {
        String parts = IntStream.rangeClosed(0, NetworkMap.MOST_PIDS).mapToObj(i -> "\"P" + i + "\": {}")
            .collect(Collectors.joining(","));
        assertEquals("it has more than 1000 parts", reason(NETWORK.replace("\"PID2\"", parts + ", \"PID2\"")));
        String rows = IntStream.rangeClosed(0, NetworkMap.MOST_PIDS).mapToObj(i -> "\"P" + i + "\": {\"P0\": 1}")
            .collect(Collectors.joining(","));
        assertThrows(IOException.class, () -> CostMap.read(bytes("{\"cost-map\": {" + rows + "}}")));
        String prefixes = IntStream.rangeClosed(0, NetworkMap.MOST_PREFIXES)
            .mapToObj(i -> "\"" + IpAddress.v4(0x30000000 + i) + "\"").collect(Collectors.joining(","));
        assertEquals("it has more than 500000 prefixes", reason(NETWORK.replace("\"20.86.0.0/16\"", prefixes)));
    }

    @Test
    void shouldThrowNothingElseWhateverIsBroken() {
        SplittableRandom random = new SplittableRandom(7);
        int refused = 0;
        for (int i = 0; i < 4000; i++) {
            byte[] broken = bytes(random.nextBoolean() ? NETWORK : COSTS);
            broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            try {
                NetworkMap.read(broken);
                CostMap.read(broken);
            } catch (IOException refusal) {
                refused++;
                assertTrue(refusal.getMessage().chars().allMatch(c -> c >= 0x20 && c < 0x7f), refusal.getMessage());
            }
        }
        assertTrue(refused > 1000);
    }

    private static AltoMap map(String network, String costs) throws IOException {
        return AltoMap.of(NetworkMap.read(bytes(network)), CostMap.read(bytes(costs)));
    }

    private static String reason(String network) {
        return assertThrows(IOException.class, () -> NetworkMap.read(bytes(network))).getMessage();
    }

    private static int part(AltoMap map, String text) {
        IpAddress address = Peers.address(text);
        return map.partOf(address.high(), address.low());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
