package gateway.localizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.localizer.place.Prefix;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Path WORK = Path.of("/gateway/work");

    @Test
    void shouldHoldWhatTheDefaultsHold() {
        Settings configured = settings(Map.of());
        Settings defaults = Settings.defaults(WORK);
        assertEquals(defaults.databases(), configured.databases());
        assertEquals(defaults.near(), configured.near());
        assertEquals(defaults.peerMillis(), configured.peerMillis());
        assertEquals(defaults.alto(), configured.alto());
        assertEquals(List.of(WORK.resolve("geo")), defaults.databases());
    }

    @Test
    void shouldReadEverySetting() {
        Settings settings = settings(Map.of("databases", new String[] {"a.mmdb, /b/c"},
            "ownNetworks", new String[] {"20.1.0.0/16", "2400::/16"}, "networkLists", new String[] {"isp.txt"},
            "altoNetworkMap", "https://alto.example/nm", "altoCostMap", "cm.json", "altoMinutes", 5,
            "here", "20.1.0.1", "privateNetworks", new String[] {"10.0.0.0/8"}, "near", 0, "peerMinutes", 2));
        assertEquals(List.of(WORK.resolve("a.mmdb"), Path.of("/b/c")), settings.databases());
        assertEquals(List.of(Prefix.parse("20.1.0.0/16"), Prefix.parse("2400::/16")), settings.ownNetworks());
        assertEquals(Optional.of(new Settings.AltoPlaces("https://alto.example/nm", "cm.json", 300_000)), settings.alto());
        assertEquals(Optional.of(Peers.address("20.1.0.1")), settings.here());
        assertEquals(120_000, settings.peerMillis());
        assertTrue(settings.admission().admits(Peers.peer("10.1.1.1:1")));
        assertFalse(settings.admission().admits(Peers.peer("192.168.1.1:1")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "near | 1000 | near has to be 0 to 999, not 1000",
        "peerMinutes | 0 | peerMinutes has to be 1 to 1440, not 0",
        "altoMinutes | -1 | altoMinutes has to be 1 to 43200, not -1",
        "here | example.org | here is an address, such as 198.51.100.1",
        "altoCostMap | cm.json | altoNetworkMap and altoCostMap come together: one of them is empty",
        "altoNetworkMap | ftp://host/nm | altoNetworkMap is a path, or begins with http:// or https://",
        "altoNetworkMap | http://me:secret@host/nm | altoNetworkMap is a path or an address such as http://host/map,"
            + " without a user's name"})
    void shouldSayWhichValueIsWrong(String name, String text, String reason) {
        Object value = text.matches("-?\\d+") ? Integer.valueOf(text) : text;
        assertEquals(reason, refusal(Map.of(name, value)));
    }

    @Test
    void shouldSayWhichNetworkIsWrong() {
        assertEquals("ownNetworks: \"20.1.0.1/16\" has bits behind its prefix; 20.1.0.0/16 would be right",
            refusal(Map.of("ownNetworks", new String[] {"20.1.0.1/16"})));
        assertEquals("privateNetworks: 20.0.0.0/8 is not a private network",
            refusal(Map.of("privateNetworks", new String[] {"20.0.0.0/8"})));
        assertTrue(refusal(Map.of("altoFarthest", -1.0)).startsWith("altoFarthest has to be 0 to"));
        assertTrue(refusal(Map.of("altoFarthest", Double.NaN)).startsWith("altoFarthest has to be 0 to"));
        assertThrows(IllegalArgumentException.class, () -> settings(Map.of("databases", new String[] {"a\0b"})));
    }

    @Test
    void shouldRefuseNamesThatMeanNothingButNotThoseOfTheFramework() {
        settings(Map.of("service.pid", "gateway.localizer", "felix.fileinstall.filename", "x", "component.id", 1L,
            "osgi.ds.satisfying.condition.target", "(osgi.condition.id=true)"));
        assertTrue(refusal(Map.of("nearr", 1)).startsWith("nearr is not a setting; there are altoCostMap, "));
    }

    private static String refusal(Map<String, Object> values) {
        return assertThrows(IllegalArgumentException.class, () -> settings(values)).getMessage();
    }

    private static Settings settings(Map<String, Object> values) {
        return Settings.of(Configured.with(values), values, WORK);
    }
}
