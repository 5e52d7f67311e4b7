package gateway.localizer;

import gateway.localizer.Settings.AltoPlaces;
import gateway.localizer.alto.AltoMap;
import gateway.localizer.alto.CostMap;
import gateway.localizer.alto.NetworkMap;
import gateway.localizer.source.Watched;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The two maps of ALTO, each watched, and both as one whenever they belong together; until then what belonged together
 * last. Called on the localizer's own thread; the map and problems may be asked for by any.
 */
final class AltoMaps implements AutoCloseable {
    private static final int MOST_BYTES = 32 << 20;
    private static final String ERRORS = ", application/alto-error+json;q=0.1";

    private final AltoPlaces places;
    private final Watched<NetworkMap> network;
    private final Watched<CostMap> costs;
    private final Consumer<String> log;
    private volatile AltoMap map;
    private volatile String mismatch = "";

    AltoMaps(AltoPlaces places, Path work, Consumer<String> log) {
        this.places = places;
        this.log = log;
        network = watched(places, places.networkMap(), "application/alto-networkmap+json", work, NetworkMap::read);
        costs = watched(places, places.costMap(), "application/alto-costmap+json", work, CostMap::read);
    }

    private <T> Watched<T> watched(AltoPlaces of, String place, String type, Path work, Watched.Reading<T> reading) {
        return Settings.isAddress(place)
            ? Watched.web(URI.create(place), type + ERRORS, MOST_BYTES, of.everyMillis(), reading, log)
            : Watched.file(work.resolve(place), MOST_BYTES, reading, log);
    }

    AltoPlaces places() {
        return places;
    }

    /** Looks again; whether there is a new map. */
    boolean refresh(long nowMillis) {
        boolean fresh = network.refresh(nowMillis) | costs.refresh(nowMillis);
        return fresh && network.value().isPresent() && costs.value().isPresent()
            && join(network.value().get(), costs.value().get());
    }

    private boolean join(NetworkMap networkMap, CostMap costMap) {
        try {
            map = AltoMap.of(networkMap, costMap);
            mismatch = "";
            return true;
        } catch (IOException apart) {
            String said = costs.name() + ": " + apart.getMessage();
            if (!said.equals(mismatch)) {
                log.accept(said + (map == null ? "" : "; the maps before are kept"));
            }
            mismatch = said;
            return false;
        }
    }

    Optional<AltoMap> map() {
        return Optional.ofNullable(map);
    }

    Stream<String> problems() {
        return Stream.of(network.problem(), costs.problem(), mismatch).filter(each -> !each.isEmpty());
    }

    /** What it knows, in sentences. */
    List<String> sources(long nowMillis) {
        AltoMap now = map;
        return now == null ? List.of() : List.of("ALTO map " + now.version() + " from " + network.name() + " and "
            + costs.name() + ", read " + Age.of(nowMillis - costs.sinceMillis()) + " ago.");
    }

    @Override
    public void close() {
        network.close();
        costs.close();
    }
}
