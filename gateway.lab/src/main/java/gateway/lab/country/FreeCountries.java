package gateway.lab.country;

import gateway.api.packet.IpAddress;
import gateway.lab.LabException;
import gateway.testkit.MmdbFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * A country database out of the tables of Debian's package tor-geoipdb, for {@code ./gateway setup --countries}: lines
 * of first address, last address and country, IPv4 addresses as numbers. They hold no continents.
 */
public final class FreeCountries {
    private static final String ORIGIN =
        "Countries of IPFire Location as Debian's tor-geoipdb has them, CC BY-SA 4.0, location.ipfire.org";
    /** Where a database keeps IPv4, and IPv6 has no hosts. */
    private static final String V4_IN_V6 = "::";
    private static final int V4_BITS = 32;
    private static final int V6_BITS = 128;

    private final MmdbFile database;
    private int networks;

    private FreeCountries(MmdbFile database) {
        this.database = database;
    }

    /**
     * Makes a database: {@code FOLDER FILE}, the folder with the tables {@code geoip} and {@code geoip6}, and the
     * file that becomes the database in one step.
     *
     * @return exit status
     * @throws IllegalArgumentException when the request is wrong
     */
    public static int run(List<String> arguments) {
        if (arguments.size() != 2) {
            throw new IllegalArgumentException("usage: countries FOLDER FILE");
        }
        Path folder = Path.of(arguments.get(0));
        Path file = Path.of(arguments.get(1)).toAbsolutePath();
        try {
            long made = Files.getLastModifiedTime(folder.resolve("geoip")).toMillis() / 1000;
            FreeCountries countries =
                new FreeCountries(new MmdbFile("Free-Country", made).description(ORIGIN));
            countries.read(folder.resolve("geoip"));
            countries.read(folder.resolve("geoip6"));
            Path unfinished = Files.write(file.resolveSibling(file.getFileName() + ".new"), countries.database.bytes());
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            System.out.println(file + ": " + countries.networks + " networks. " + ORIGIN);
            return 0;
        } catch (IOException e) {
            throw new LabException("the countries cannot be taken from " + folder + ": " + e.getMessage(), e);
        }
    }

    private void read(Path table) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.US_ASCII)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    range(line, table.getFileName() + ", line " + number);
                }
            }
        }
    }

    private void range(String line, String where) throws IOException {
        String[] parts = line.split(",");
        if (parts.length != 3 || !parts[2].matches("[A-Z]{2}|\\?\\?")) {
            throw new IOException(where + " is no range of a country");
        }
        boolean v4 = parts[0].matches("\\d{1,10}");
        if (parts[2].equals("??") || parts[0].startsWith(V4_IN_V6)) {
            return;
        }
        try {
            add(number(parts[0], v4), number(parts[1], v4), v4 ? V4_BITS : V6_BITS, parts[2]);
        } catch (IllegalArgumentException wrong) {
            throw new IOException(where + " is no range: " + wrong.getMessage(), wrong);
        }
    }

    private static BigInteger number(String text, boolean v4) {
        return v4 ? new BigInteger(text) : new BigInteger(1, IpAddress.parse(text)
            .orElseThrow(() -> new IllegalArgumentException(text)).bytes());
    }

    /** A range as networks: each the largest that begins where the one before ended. */
    private void add(BigInteger first, BigInteger last, int bits, String country) {
        if (first.compareTo(last) > 0 || last.bitLength() > bits) {
            throw new IllegalArgumentException("it ends before it begins, or too late");
        }
        BigInteger next = first;
        while (next.compareTo(last) <= 0) {
            int aligned = next.signum() == 0 ? bits : next.getLowestSetBit();
            int size = Math.min(aligned, last.subtract(next).add(BigInteger.ONE).bitLength() - 1);
            database.add(text(next, bits) + "/" + (bits - size), Map.of("country", Map.of("iso_code", country)));
            networks++;
            next = next.add(BigInteger.ONE.shiftLeft(size));
        }
    }

    private static String text(BigInteger number, int bits) {
        if (bits == V4_BITS) {
            return IpAddress.v4(number.intValue()).toString();
        }
        byte[] bytes = new byte[V6_BITS / Byte.SIZE];
        byte[] digits = number.toByteArray();
        int length = Math.min(digits.length, bytes.length);
        System.arraycopy(digits, digits.length - length, bytes, bytes.length - length, length);
        return IpAddress.of(bytes).toString();
    }
}
