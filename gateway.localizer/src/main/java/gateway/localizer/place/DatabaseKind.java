package gateway.localizer.place;

import com.maxmind.db.Reader;
import com.maxmind.geoip2.model.AsnResponse;
import com.maxmind.geoip2.model.CityResponse;
import com.maxmind.geoip2.model.CountryResponse;
import com.maxmind.geoip2.record.Continent;
import com.maxmind.geoip2.record.Country;
import com.maxmind.geoip2.record.Traits;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a kind of database holds, in the records of GeoIP2. GeoIP2's own reader refuses databases of other makers by
 * their names; these records fit every database of that layout.
 *
 * @param word what the database's type contains
 * @param record of which class its records are
 * @param reading what a record says
 */
record DatabaseKind<R>(String word, Class<R> record, Function<R, Geography> reading) {
    private static final List<DatabaseKind<?>> ALL = List.of(
        new DatabaseKind<>("enterprise", CityResponse.class, DatabaseKind::ofCity),
        new DatabaseKind<>("city", CityResponse.class, DatabaseKind::ofCity),
        new DatabaseKind<>("country", CountryResponse.class, found ->
            located(found.continent(), found.country(), found.registeredCountry(), "", found.traits())),
        new DatabaseKind<>("asn", AsnResponse.class, DatabaseKind::ofSystem),
        new DatabaseKind<>("isp", AsnResponse.class, DatabaseKind::ofSystem));

    /** The kind of a type such as {@code GeoLite2-Country}; empty for those that say nothing of places. */
    static Optional<DatabaseKind<?>> of(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return ALL.stream().filter(kind -> lower.contains(kind.word)).<DatabaseKind<?>>map(kind -> kind).findFirst();
    }

    Geography find(Reader reader, InetAddress address) throws IOException {
        R found = reader.get(address, record);
        return found == null ? Geography.UNKNOWN : reading.apply(found);
    }

    /** What a record says that was read by this kind; null says nothing. */
    Geography geography(Object found) {
        return found == null ? Geography.UNKNOWN : reading.apply(record.cast(found));
    }

    private static Geography ofCity(CityResponse found) {
        String region = found.subdivisions().isEmpty() ? "" : found.subdivisions().get(0).isoCode();
        return located(found.continent(), found.country(), found.registeredCountry(), region, found.traits());
    }

    private static Geography ofSystem(AsnResponse found) {
        return Geography.of("", "", "", found.autonomousSystemNumber(), found.autonomousSystemOrganization());
    }

    private static Geography located(Continent continent, Country country, Country registered, String region,
            Traits traits) {
        String code = country.isoCode() == null ? registered.isoCode() : country.isoCode();
        return Geography.of(continent.code(), code, region, traits.autonomousSystemNumber(),
            traits.autonomousSystemOrganization());
    }
}
