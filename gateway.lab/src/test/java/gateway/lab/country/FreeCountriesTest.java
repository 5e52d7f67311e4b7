package gateway.lab.country;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.maxmind.db.Reader;
import gateway.lab.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeCountriesTest {
    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("made.mmdb");
    }

    private void tables(String v4, String v6) throws IOException {
        Files.writeString(folder.resolve("geoip"), v4);
        Files.writeString(folder.resolve("geoip6"), v6);
    }

    private int make() {
        return FreeCountries.run(List.of(folder.toString(), file.toString()));
    }

    private String country(Reader reader, String address) throws IOException {
        Map<?, ?> found = reader.get(InetAddress.getByName(address), Map.class);
        return found == null ? null : (String) ((Map<?, ?>) found.get("country")).get("iso_code");
    }

    /** 1.0.0.0 to 1.0.0.255, 1.0.1.0 to 1.0.3.254, 1.0.4.0 alone, the last address of all. */
    @Test
    void shouldCoverRangesAndNothingElse() throws IOException {
        tables("# a remark\n16777216,16777471,AU\n16777472,16778238,CN\n16778240,16778240,JP\n16778300,16778400,??\n"
            + "4294967295,4294967295,ZZ\n", "2001:200::,2001:200:ffff:ffff:ffff:ffff:ffff:ffff,JP\n"
            + "2001:300::1,2001:300::2,KR\nffff::,ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,DE\n");
        assertEquals(0, make());
        try (Reader reader = new Reader(file.toFile())) {
            assertTrue(reader.getMetadata().description().get("en").contains("CC BY-SA 4.0"));
            assertEquals("AU", country(reader, "1.0.0.0"));
            assertEquals("AU", country(reader, "1.0.0.255"));
            assertEquals("CN", country(reader, "1.0.1.0"));
            assertEquals("CN", country(reader, "1.0.3.254"));
            assertNull(country(reader, "1.0.3.255"));
            assertEquals("JP", country(reader, "1.0.4.0"));
            assertNull(country(reader, "1.0.4.1"));
            assertNull(country(reader, "1.0.4.70"));
            assertEquals("ZZ", country(reader, "255.255.255.255"));
            assertNull(country(reader, "0.255.255.255"));
            assertEquals("JP", country(reader, "2001:200:1::9"));
            assertNull(country(reader, "2001:201::"));
            assertNull(country(reader, "2001:300::"));
            assertEquals("KR", country(reader, "2001:300::1"));
            assertEquals("KR", country(reader, "2001:300::2"));
            assertNull(country(reader, "2001:300::3"));
            assertEquals("DE", country(reader, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"));
        }
    }

    @Test
    void shouldSayWhatIsWrongInWhichLineAndLeaveWhatIsThere() throws IOException {
        Files.writeString(file, "from before");
        for (String wrong : List.of("16777216,16777471", "16777471,16777216,AU", "1,4294967296,AU", "1,x,AU",
            "1,2,Australia", "<html>")) {
            tables("16777216,16777471,AU\n" + wrong + "\n", "");
            String message = assertThrows(LabException.class, this::make, wrong).getMessage();
            assertTrue(message.contains("geoip, line 2"), message);
        }
        assertEquals("from before", Files.readString(file));
        assertFalse(Files.exists(folder.resolve("made.mmdb.new")));
    }
}
