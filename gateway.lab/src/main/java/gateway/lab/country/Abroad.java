package gateway.lab.country;

import gateway.lab.LabException;
import gateway.lab.appliance.Configuration;
import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.network.Site;
import gateway.testkit.MmdbFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** What a gateway is told of a laboratory that lies in several countries, and who lives there. */
public final class Abroad {
    /** When the laboratory's database was made, as it says itself: databases that are old are reported. */
    private static final long MADE_DAYS_AGO_SECONDS = 86_400;
    /** The first number of an address that no host has from the start. */
    private static final int FIRST = 4;

    private Abroad() {
    }

    /** A gateway that knows where each network is by a country database of the laboratory's own. */
    public static Configuration configuration(Laboratory laboratory) {
        Path file = laboratory.directory("geo").resolve("countries.mmdb");
        MmdbFile database = new MmdbFile("GeoLite2-Country", System.currentTimeMillis() / 1000 - MADE_DAYS_AGO_SECONDS);
        Country.ALL.forEach(each -> database.country(each.site().network4(), each.code(), each.continent()));
        database.country(Site.CLIENT.network4(), Country.JAPAN.code(), Country.JAPAN.continent());
        write(file, database.bytes());
        return Configuration.of(laboratory).localizer("databases", file).localizer("privateNetworks", "10.0.0.0/8");
    }

    /** Has the gateway take one country for the nearest and all others for far, whatever the database says. */
    public static void prefer(Laboratory laboratory, Configuration configuration, Country preferred) {
        Path file = laboratory.directory("geo").resolve("networks.txt");
        StringBuilder lines = new StringBuilder();
        Country.ALL.forEach(each -> lines.append(each.site().network4()).append(each == preferred ? " 0 " : " 1000 ")
            .append(each).append('\n'));
        write(file, lines.toString().getBytes(StandardCharsets.US_ASCII));
        configuration.localizer("networkLists", file);
    }

    /** Gives the host of a country so many addresses more. */
    public static List<String> settle(Laboratory laboratory, Country country, int addresses) {
        Host host = laboratory.host(country.site());
        return IntStream.range(FIRST, FIRST + addresses).mapToObj(host::addAddress4).toList();
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new LabException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
