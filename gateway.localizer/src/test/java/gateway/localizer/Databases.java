package gateway.localizer;

import gateway.testkit.MmdbFile;

/** Small databases: 20.81 is in Japan, 20.86 in China, 20.49 in Germany, 20.33 in France, 20.1 in the United States. */
public final class Databases {
    /** When they were made, in seconds since 1970. */
    static final long MADE = 1_700_000_000L;

    private Databases() {
    }

    public static byte[] countries() {
        return new MmdbFile("GeoLite2-Country", MADE).country("20.81.0.0/16", "JP", "AS")
            .country("20.86.0.0/16", "CN", "AS").country("20.49.0.0/16", "DE", "EU").country("20.33.0.0/16", "FR", "EU")
            .country("20.1.0.0/16", "US", "NA").country("2400:81::/32", "JP", "AS").country("2400:86::/32", "CN", "AS")
            .bytes();
    }

    public static byte[] systems() {
        return new MmdbFile("GeoLite2-ASN", MADE).system("20.81.0.0/17", 64681, "Lab ISP Japan A")
            .system("20.81.128.0/17", 64682, "Lab ISP Japan B").system("20.86.0.0/16", 64686, "Lab ISP China").bytes();
    }
}
