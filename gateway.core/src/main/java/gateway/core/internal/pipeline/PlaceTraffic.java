package gateway.core.internal.pipeline;

import gateway.api.flow.Flow.Side;
import gateway.api.locality.Place;
import gateway.api.operation.PlaceBytes;
import gateway.core.internal.locality.LocalizerCalls;
import gateway.core.internal.pipeline.PlaceSums.Key;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Bytes by application and place of the outside end. A flow is placed when it is charged for the first time, and keeps
 * its counters, so that charging it again looks nothing up. It is placed again where the localizer or its label
 * changed, and as long as nobody knows its place: a database may still be read. One worker thread; others get sums.
 */
public final class PlaceTraffic {
    /** More pairs of application and country share one counter; these only grow and go to the metrics. */
    static final int MOST_COUNTRIES = 2048;
    /** More pairs of application and autonomous system share one counter until one of these was idle for long. */
    static final int MOST_SYSTEMS = 1024;
    /** Longer than what samples are kept. */
    static final long IDLE_MILLIS = TimeUnit.MINUTES.toMillis(11);
    private static final long SWEEP_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final LocalizerCalls calls;
    private final Distances distances;
    private final LongSupplier clock;
    private final Map<Key, Cell> countries = new HashMap<>();
    private final Map<Key, Cell> systems = new HashMap<>();
    private final Cell otherCountries = new Cell(new Key(PlaceBytes.OTHERS, PlaceBytes.OTHERS), "");
    private final Cell otherSystems = new Cell(new Key(PlaceBytes.OTHERS, PlaceBytes.OTHERS), "");
    private long sweptMillis;

    PlaceTraffic(LocalizerCalls calls, Distances distances, LongSupplier clock) {
        this.calls = calls;
        this.distances = distances;
        this.clock = clock;
    }

    /** Counts what a flow has carried beyond what was counted. */
    void charge(ManagedFlow flow, String application, long toServer, long toClient) {
        long now = clock.getAsLong();
        if (flow.placed != calls.changes() + 1 || flow.country.isUnknown() && calls.locates() || flow.system.gone
            || !flow.country.isOf(application)) {
            place(flow, application, now);
        }
        boolean incoming = flow.inside() == Side.SERVER;
        long received = incoming ? toServer : toClient;
        long sent = incoming ? toClient : toServer;
        flow.country.add(received, sent, flow.near, now);
        flow.system.add(received, sent, flow.near, now);
    }

    private void place(ManagedFlow flow, String application, long now) {
        boolean client = flow.inside() == Side.CLIENT;
        Place place = Place.UNKNOWN;
        flow.near = false;
        if (calls.locates() && (client || flow.inside() == Side.SERVER)) {
            place = calls.place(client ? flow.serverHigh() : flow.clientHigh(),
                client ? flow.serverLow() : flow.clientLow());
            flow.near = calls.measures() && distances.of(flow, now) == Distances.NEAR;
        }
        flow.placed = calls.changes() + 1;
        flow.country = country(new Key(application, place.country()));
        flow.system = system(new Key(application, place.asNumber() == 0 ? PlaceBytes.UNKNOWN
            : Long.toString(place.asNumber())), place.organization(), now);
    }

    private Cell country(Key key) {
        Cell cell = countries.get(key);
        if (cell == null && countries.size() < MOST_COUNTRIES) {
            cell = new Cell(key, "");
            countries.put(key, cell);
        }
        return cell == null ? otherCountries : cell;
    }

    private Cell system(Key key, String name, long now) {
        Cell cell = systems.get(key);
        if (cell == null && systems.size() >= MOST_SYSTEMS && now - sweptMillis >= SWEEP_MILLIS) {
            sweptMillis = now;
            systems.values().removeIf(each -> each.isIdle(now));
        }
        if (cell == null && systems.size() < MOST_SYSTEMS) {
            cell = new Cell(key, name);
            systems.put(key, cell);
        }
        return cell == null ? otherSystems : cell;
    }

    /** Adds these bytes to {@code sums}. */
    public void addTo(PlaceSums sums) {
        countries.values().forEach(cell -> cell.addToCountries(sums));
        otherCountries.addToCountries(sums);
        systems.values().forEach(cell -> cell.addToSystems(sums));
        otherSystems.addToSystems(sums);
    }

    /** What one application exchanged with one place. */
    static final class Cell {
        private final Key key;
        private final String name;
        private boolean gone;
        private long received;
        private long sent;
        private long near;
        private long lastMillis;

        private Cell(Key key, String name) {
            this.key = key;
            this.name = name;
        }

        private void add(long more, long moreSent, boolean isNear, long now) {
            received += more;
            sent += moreSent;
            near += isNear ? more + moreSent : 0;
            lastMillis = now;
        }

        private boolean isUnknown() {
            return key.place().isEmpty();
        }

        private boolean isOf(String application) {
            return key.application().equals(application);
        }

        private boolean isIdle(long now) {
            gone = now - lastMillis > IDLE_MILLIS;
            return gone;
        }

        private void addToCountries(PlaceSums sums) {
            if (received + sent > 0) {
                sums.addCountry(key, received, sent, near);
            }
        }

        private void addToSystems(PlaceSums sums) {
            if (received + sent > 0) {
                sums.addSystem(key, name, received, sent, near);
            }
        }
    }
}
