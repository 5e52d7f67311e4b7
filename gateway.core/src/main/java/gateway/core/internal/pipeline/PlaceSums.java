package gateway.core.internal.pipeline;

import gateway.api.operation.PlaceBytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Bytes by application and place, summed over workers. Countries only grow; a system that carries nothing for a while
 * may begin anew. One thread at a time.
 */
public final class PlaceSums {
    private final Map<Key, Sum> countries = new HashMap<>();
    private final Map<Key, Sum> systems = new HashMap<>();

    /**
     * Whose bytes.
     *
     * @param application that carried them
     * @param place where to or from, as in {@link PlaceBytes#place}
     */
    public record Key(String application, String place) {
    }

    private record Sum(String name, long received, long sent, long near) {
        Sum plus(Sum more) {
            return new Sum(name.isEmpty() ? more.name : name, received + more.received, sent + more.sent,
                near + more.near);
        }

        /** Null where there is nothing more. */
        Sum since(Sum before) {
            if (before == null) {
                return this;
            }
            Sum more = new Sum(name, Math.max(0, received - before.received), Math.max(0, sent - before.sent),
                Math.max(0, near - before.near));
            return more.bytes() == 0 ? null : more;
        }

        long bytes() {
            return received + sent;
        }

        PlaceBytes of(Key key) {
            return new PlaceBytes(key.application, key.place, name, received, sent, near);
        }
    }

    /** Adds bytes of a country. */
    public void addCountry(Key key, long received, long sent, long near) {
        countries.merge(key, new Sum("", received, sent, near), Sum::plus);
    }

    /** Adds bytes of an autonomous system, and whose it is. */
    public void addSystem(Key key, String name, long received, long sent, long near) {
        systems.merge(key, new Sum(name, received, sent, near), Sum::plus);
    }

    /** Adds all of others. */
    public void add(PlaceSums more) {
        more.countries.forEach((key, sum) -> countries.merge(key, sum, Sum::plus));
        more.systems.forEach((key, sum) -> systems.merge(key, sum, Sum::plus));
    }

    /** What came since these were taken down. A worker that was replaced meanwhile counts anew: nothing is negative. */
    public PlaceSums since(PlaceSums before) {
        PlaceSums more = new PlaceSums();
        since(countries, before.countries, more.countries::put);
        since(systems, before.systems, more.systems::put);
        return more;
    }

    private static void since(Map<Key, Sum> now, Map<Key, Sum> before, BiConsumer<Key, Sum> more) {
        now.forEach((key, sum) -> {
            Sum difference = sum.since(before.get(key));
            if (difference != null) {
                more.accept(key, difference);
            }
        });
    }

    /** Bytes by country, whatever carried them. */
    public Map<String, Long> bytesByCountry() {
        Map<String, Long> sums = new TreeMap<>();
        countries.forEach((key, sum) -> sums.merge(key.place, sum.bytes(), Long::sum));
        return sums;
    }

    /** The countries that most went to and came from, by application; the rest of each application together. */
    public List<PlaceBytes> countries(int most) {
        return largest(countries, most);
    }

    /** The same of autonomous systems. */
    public List<PlaceBytes> systems(int most) {
        return largest(systems, most);
    }

    private static List<PlaceBytes> largest(Map<Key, Sum> all, int most) {
        List<Entry<Key, Sum>> sorted = new ArrayList<>(all.entrySet());
        sorted.sort(Comparator.comparingLong((Entry<Key, Sum> each) -> each.getValue().bytes()).reversed());
        List<PlaceBytes> rows = new ArrayList<>();
        Map<String, Sum> rest = new TreeMap<>();
        for (Entry<Key, Sum> each : sorted) {
            if (rows.size() < most && !each.getKey().place.equals(PlaceBytes.OTHERS)) {
                rows.add(each.getValue().of(each.getKey()));
            } else {
                Sum sum = each.getValue();
                rest.merge(each.getKey().application, new Sum("", sum.received, sum.sent, sum.near), Sum::plus);
            }
        }
        rest.forEach((application, sum) -> rows.add(sum.of(new Key(application, PlaceBytes.OTHERS))));
        return rows;
    }
}
