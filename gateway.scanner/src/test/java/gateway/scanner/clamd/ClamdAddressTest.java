package gateway.scanner.clamd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClamdAddressTest {
    @Test
    void shouldReadSocketsAndPorts() {
        assertEquals(new ClamdAddress.Unix(Path.of("/run/clamav/clamd.ctl")), ClamdAddress.of("/run/clamav/clamd.ctl"));
        assertEquals(new ClamdAddress.Tcp("10.0.0.1", 3310), ClamdAddress.of("10.0.0.1:3310"));
        assertEquals(new ClamdAddress.Tcp("scan.example.org", 65535), ClamdAddress.of("scan.example.org:65535"));
        assertEquals(new ClamdAddress.Tcp("2001:db8::1", 1), ClamdAddress.of("[2001:db8::1]:1"));
        assertEquals("[2001:db8::1]:1", ClamdAddress.of("[2001:db8::1]:1").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Own", "clamd.ctl", "host", "host:", "host:0", "host:65536", ":3310", "2001:db8::1:1",
        "a b:1", "http://host:1", "/a\0b"})
    void shouldRefuseEverythingElse(String text) {
        assertThrows(IllegalArgumentException.class, () -> ClamdAddress.of(text));
    }
}
