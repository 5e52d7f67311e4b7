package gateway.localizer.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.IpAddress;
import gateway.localizer.Databases;
import gateway.localizer.Peers;
import gateway.testkit.MmdbFile;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoDatabaseTest {
    @Test
    void shouldKnowCountriesOfBothFamilies() throws IOException {
        GeoDatabase database = GeoDatabase.read(Databases.countries());
        assertEquals(new Geography("AS", "JP", "", 0, ""), find(database, "20.81.3.4"));
        assertEquals(new Geography("AS", "CN", "", 0, ""), find(database, "2400:86::9"));
        assertEquals(Geography.UNKNOWN, find(database, "20.82.0.1"));
        assertEquals(Instant.ofEpochSecond(1_700_000_000L), database.made());
        assertEquals("GeoLite2-Country", database.type());
    }

    @Test
    void shouldKnowRegions() throws IOException {
        GeoDatabase database = GeoDatabase.read(new MmdbFile("GeoIP2-City", 1).city("20.0.0.0/8", "JP", "AS", "13")
            .city("20.7.0.0/16", "JP", "AS", "27").bytes());
        assertEquals("13", find(database, "20.1.1.1").region());
        assertEquals("27", find(database, "20.7.1.1").region());
    }

    @Test
    void shouldKnowSystemsOfWhateverMaker() throws IOException {
        GeoDatabase lite = GeoDatabase.read(Databases.systems());
        assertEquals(new Geography("", "", "", 64686, "Lab ISP China"), find(lite, "20.86.0.1"));
        GeoDatabase other = GeoDatabase.read(new MmdbFile("DBIP-ASN-Lite (compat=GeoLite2-ASN)", 1)
            .system("20.0.0.0/8", 65000, "Somebody").bytes());
        assertEquals(65000, find(other, "20.86.0.1").asNumber());
    }

    @Test
    void shouldCompleteOneDatabaseByAnother() throws IOException {
        GeoDatabase countries = GeoDatabase.read(Databases.countries());
        GeoDatabase systems = GeoDatabase.read(Databases.systems());
        assertEquals(new Geography("AS", "JP", "", 64681, "Lab ISP Japan A"),
            find(countries, "20.81.0.1").or(find(systems, "20.81.0.1")));
        assertEquals(find(countries, "20.49.0.1"), find(systems, "20.49.0.1").or(find(countries, "20.49.0.1")));
    }

    /** What is found by the tree, and remembered, is what MaxMind's own reader finds. */
    @ParameterizedTest
    @CsvSource({"24,6", "28,6", "32,6", "24,4", "28,4", "32,4"})
    void shouldFindWhatTheReaderFinds(int recordBits, int ipVersion) throws IOException {
        SplittableRandom random = new SplittableRandom(recordBits + ipVersion);
        MmdbFile file = new MmdbFile("GeoLite2-Country", 1, recordBits, ipVersion);
        for (int bits = 2; bits < 33; bits++) {
            for (int i = 0; i < 20; i++) {
                int network = random.nextInt() & -1 << 32 - bits;
                file.country(IpAddress.v4(network) + "/" + bits, "C" + random.nextInt(300), "EU");
                if (ipVersion == 6) {
                    long high = random.nextLong() & -1L << 64 - bits;
                    file.country(new IpAddress(high | 1L << 61, 0) + "/" + bits, "S" + random.nextInt(300), "AS");
                }
            }
        }
        GeoDatabase database = GeoDatabase.read(file.bytes());
        int known = 0;
        for (int i = 0; i < 20_000; i++) {
            IpAddress address = ipVersion == 6 && random.nextBoolean()
                ? new IpAddress(random.nextLong() | 1L << 61, random.nextLong()) : IpAddress.v4(random.nextInt());
            Geography found = database.find(address.high(), address.low());
            assertEquals(database.decode(address.high(), address.low()), found, address::toString);
            known += found == Geography.UNKNOWN ? 0 : 1;
        }
        assertTrue(known > 1000, known + " known");
        assertEquals(0, database.failures());
    }

    @Test
    void shouldNotLookForIpv6WhereThereIsNone() throws IOException {
        GeoDatabase database = GeoDatabase.read(
            new MmdbFile("GeoLite2-Country", 1, 24, 4).country("0.0.0.0/1", "JP", "AS").bytes());
        assertEquals("JP", find(database, "20.0.0.1").country());
        assertEquals(Geography.UNKNOWN, find(database, "2400:81::1"));
        assertEquals(0, database.failures());
    }

    @Test
    void shouldGiveNetworksOfOneRecordTheSameGeography() throws IOException {
        GeoDatabase database = GeoDatabase.read(new MmdbFile("GeoLite2-Country", 1).country("20.1.0.0/16", "JP", "AS")
            .country("20.5.0.0/16", "JP", "AS").country("20.7.0.0/16", "CN", "AS").bytes());
        assertSame(find(database, "20.1.0.1"), find(database, "20.5.9.9"));
        assertEquals("CN", find(database, "20.7.0.1").country());
    }

    @Test
    void shouldRefuseOtherTypes() {
        byte[] domains = new MmdbFile("GeoIP2-Domain", 1).add("20.0.0.0/8", Map.of("domain", "example.org")).bytes();
        assertTrue(reason(domains).startsWith("it is of the type \"GeoIP2-Domain\", which says nothing of"));
    }

    @Test
    void shouldRefuseRecordsOfAnotherLayout() {
        byte[] texts = new MmdbFile("somebody's country", 1).add("20.0.0.0/8", Map.of("country", "JP")).bytes();
        assertTrue(reason(texts).startsWith("its records cannot be read"), reason(texts));
    }

    @Test
    void shouldRefuseEveryBeginningOfAFile() {
        byte[] whole = Databases.countries();
        for (int length = 0; length < whole.length; length += 7) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(IOException.class, () -> GeoDatabase.read(part), () -> part.length + " bytes");
        }
    }

    /** A file of which the middle is missing ends like a whole one. */
    @Test
    void shouldRefuseAFileWithoutItsMiddle() {
        byte[] whole = Databases.countries();
        byte[] holed = new byte[whole.length / 2];
        System.arraycopy(whole, 0, holed, 0, 200);
        System.arraycopy(whole, whole.length - holed.length + 200, holed, 200, holed.length - 200);
        assertThrows(IOException.class, () -> GeoDatabase.read(holed));
    }

    @Test
    void shouldThrowNothingElseWhateverIsBroken() {
        SplittableRandom random = new SplittableRandom(6);
        byte[] whole = Databases.countries();
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] broken = whole.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            try {
                GeoDatabase database = GeoDatabase.read(broken);
                find(database, "20.81.0.1");
                find(database, "2400:81::1");
            } catch (IOException refusal) {
                refused++;
            }
        }
        assertTrue(refused > 100, refused + " refused");
    }

    private static String reason(byte[] bytes) {
        return assertThrows(IOException.class, () -> GeoDatabase.read(bytes)).getMessage();
    }

    private static Geography find(GeoDatabase database, String text) {
        IpAddress address = Peers.address(text);
        return database.find(address.high(), address.low());
    }
}
