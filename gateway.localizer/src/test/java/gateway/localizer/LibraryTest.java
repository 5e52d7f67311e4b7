package gateway.localizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.IpAddress;
import gateway.localizer.distance.Atlas;
import gateway.testkit.MmdbFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryTest {
    private static final long DAY = 86_400_000L;
    /** When the databases of {@link Databases} were made, and a little later. */
    private static final long MADE = 1_700_000_000_000L;
    private static final String NETWORK = """
        {"meta": {"vtag": {"resource-id": "nm", "tag": "TAG"}}, "network-map":
          {"PID1": {"ipv4": ["20.81.0.0/16"]}, "PID2": {"ipv4": ["20.86.0.0/16"]}}}""";
    private static final String COSTS = """
        {"meta": {"dependent-vtags": [{"resource-id": "nm", "tag": "TAG"}],
           "cost-type": {"cost-mode": "numerical", "cost-metric": "routingcost"}},
         "cost-map": {"PID1": {"PID2": 5, "PID1": 10}}}""";

    @TempDir
    private Path work;
    private final List<String> log = new ArrayList<>();
    private long now = MADE + 10 * DAY;

    @Test
    void shouldKnowNothingAndComplainOfNothingWithoutAnyFile() {
        Library library = library(Map.of(), null);
        assertFalse(refresh(library));
        assertEquals(700, cost(library, "20.81.0.1", "20.86.0.1"));
        assertEquals("", problems(library));
        assertEquals(List.of(), library.sources(now));
    }

    @Test
    void shouldTakeDatabasesThatAreDroppedIntoTheFolder() throws IOException {
        Library library = library(Map.of(), null);
        refresh(library);
        drop("geo/country.mmdb", Databases.countries());
        assertTrue(refresh(library));
        assertEquals(300, cost(library, "20.81.0.1", "20.81.0.2"));
        drop("geo/asn.mmdb", Databases.systems());
        assertTrue(refresh(library));
        assertEquals(100, cost(library, "20.81.0.1", "20.81.0.2"));
        assertEquals(List.of(work.resolve("geo/asn.mmdb") + ": GeoLite2-ASN, made 10 days ago.",
            work.resolve("geo/country.mmdb") + ": GeoLite2-Country, made 10 days ago."), library.sources(now));
    }

    @Test
    void shouldReloadADatabaseThatHasChangedAndKeepTheLastGoodOne() throws IOException {
        Path file = drop("geo/country.mmdb", Databases.countries());
        Library library = library(Map.of(), null);
        refresh(library);
        drop("geo/country.mmdb", Arrays.copyOf(Databases.countries(), 300));
        refresh(library);
        assertFalse(refresh(library));
        assertEquals(900, cost(library, "20.81.0.1", "20.1.0.1"));
        assertEquals(file + ": it is not a MaxMind database, or not all of one", problems(library));
        MmdbFile other = new MmdbFile("GeoLite2-Country", MADE / 1000).country("20.0.0.0/8", "JP", "AS");
        drop("geo/country.mmdb", other.bytes());
        refresh(library);
        assertTrue(refresh(library));
        assertEquals(300, cost(library, "20.81.0.1", "20.1.0.1"));
        Files.delete(file);
        refresh(library);
        assertEquals(file + ": there is no such file", problems(library));
        assertEquals(300, cost(library, "20.81.0.1", "20.1.0.1"));
    }

    @Test
    void shouldSayThatANamedDatabaseIsMissingOrOld() throws IOException {
        Library library = library(Map.of("databases", new String[] {"my.mmdb"}), null);
        refresh(library);
        assertEquals(work.resolve("my.mmdb") + ": there is no such file", problems(library));
        drop("my.mmdb", Databases.countries());
        refresh(library);
        assertEquals("", problems(library));
        now = MADE + 400 * DAY;
        assertEquals(work.resolve("my.mmdb") + ": it was made 400 days ago", problems(library));
    }

    @Test
    void shouldReadListsOfNetworksAndPreferOwnNetworks() throws IOException {
        drop("isp.txt", "20.81.0.0/16 40 isp\n20.86.0.0/16 41\n".getBytes());
        Library library = library(Map.of("networkLists", new String[] {"isp.txt"},
            "ownNetworks", new String[] {"20.81.0.0/16"}), null);
        refresh(library);
        assertEquals(0, cost(library, "20.1.0.1", "20.81.0.2"));
        assertEquals(41, cost(library, "20.1.0.1", "20.86.0.2"));
        drop("isp.txt", "20.86.0.0/16 4100\n".getBytes());
        refresh(library);
        refresh(library);
        assertEquals(41, cost(library, "20.1.0.1", "20.86.0.2"));
        assertEquals(work.resolve("isp.txt") + ": line 1: the cost is a number from 0 to 1000", problems(library));
        assertEquals(List.of(work.resolve("isp.txt") + ": 2 networks, read 0 minutes ago."), library.sources(now));
    }

    @Test
    void shouldKeepTheMapsThatBelongTogetherUntilOthersDo() throws IOException {
        maps("v1", "v1", 5);
        Library library = library(Map.of("altoNetworkMap", "nm.json", "altoCostMap", "cm.json"), null);
        assertTrue(refresh(library));
        assertEquals(500, cost(library, "20.81.0.1", "20.86.0.1"));
        maps("v2", "v1", 7);
        refresh(library);
        assertFalse(refresh(library));
        assertEquals(500, cost(library, "20.81.0.1", "20.86.0.1"));
        assertEquals(work.resolve("cm.json") + ": the cost map is for nm, version v1, but the network map is nm, "
            + "version v2", problems(library));
        maps("v2", "v2", 7);
        refresh(library);
        assertTrue(refresh(library));
        assertEquals(700, cost(library, "20.81.0.1", "20.86.0.1"));
        assertEquals("", problems(library));
        assertEquals(1, library.sources(now).size());
    }

    @Test
    void shouldKeepWhatWasReadUnderAnotherConfiguration() throws IOException {
        Path file = drop("geo/country.mmdb", Databases.countries());
        maps("v1", "v1", 5);
        Map<String, Object> alto = new HashMap<>(Map.of("altoNetworkMap", "nm.json", "altoCostMap", "cm.json"));
        Library first = library(alto, null);
        refresh(first);
        Files.write(file, new byte[10]);
        alto.put("here", "20.81.0.1");
        Library second = library(alto, first);
        assertEquals(500, cost(second, "192.168.0.1", "20.86.0.1"));
        refresh(second);
        refresh(second);
        assertEquals(900, cost(second, "20.81.0.1", "20.1.0.1"), "the broken file changed nothing");
        Library third = library(Map.of("databases", new String[] {"other"}), second);
        refresh(third);
        assertEquals(700, cost(third, "20.81.0.1", "20.1.0.1"), "nobody asks for it any more");
        assertEquals("", problems(third));
    }

    private void maps(String networkTag, String costTag, int cost) throws IOException {
        drop("nm.json", NETWORK.replace("TAG", networkTag).getBytes());
        drop("cm.json", COSTS.replace("TAG", costTag).replace("5", String.valueOf(cost)).getBytes());
    }

    private Path drop(String name, byte[] bytes) throws IOException {
        Path file = work.resolve(name);
        Files.createDirectories(file.getParent());
        Path next = Files.write(file.resolveSibling("next"), bytes);
        return Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private Library library(Map<String, Object> values, Library before) {
        return new Library(Settings.of(Configured.with(values), values, work), before, work, log::add);
    }

    private boolean refresh(Library library) {
        now++;
        return library.refreshFiles(now) | library.refreshMaps(now);
    }

    private String problems(Library library) {
        return library.problems(now).collect(Collectors.joining("; "));
    }

    private static int cost(Library library, String client, String peer) {
        IpAddress from = Peers.address(client);
        IpAddress to = Peers.address(peer);
        return new Atlas(library.knowledge(), 1).cost(from.high(), from.low(), to.high(), to.low(), -1);
    }
}
