package gateway.localizer.place;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What belongs to a network, found by an address's longest prefix: for each length of prefix a hash table in arrays,
 * the longest first. Immutable, any thread; looking up allocates nothing.
 *
 * @param <V> what belongs to a network
 */
public final class PrefixTable<V> {
    private final Level[] levels;
    private final int size;

    private PrefixTable(Map<Prefix, V> entries) {
        size = entries.size();
        levels = entries.keySet().stream().collect(Collectors.groupingBy(Prefix::bits)).entrySet().stream()
            .sorted((one, other) -> other.getKey() - one.getKey())
            .map(group -> {
                Level level = new Level(group.getKey(), group.getValue().size());
                group.getValue().forEach(prefix -> level.put(prefix, entries.get(prefix)));
                return level;
            }).toArray(Level[]::new);
    }

    /** A table of these networks. */
    public static <V> PrefixTable<V> of(Map<Prefix, V> entries) {
        return new PrefixTable<>(new LinkedHashMap<>(entries));
    }

    /** What belongs to the longest prefix of an address in two halves; null if there is none. */
    @SuppressWarnings("unchecked") // only values of that type are put in
    public V find(long high, long low) {
        boolean v4 = Prefix.isV4(high, low);
        for (Level level : levels) {
            if (v4 && level.bits < Prefix.V4_BEGINS) {
                return null; // ::/0 says nothing about IPv4
            }
            Object found = level.find(high, low);
            if (found != null) {
                return (V) found;
            }
        }
        return null;
    }

    /** How many networks it has. */
    public int size() {
        return size;
    }

    /** The networks of one length: open addressing, at most half full. */
    private static final class Level {
        private final int bits;
        private final long maskHigh;
        private final long maskLow;
        private final long[] addresses;
        private final Object[] values;

        Level(int bits, int entries) {
            this.bits = bits;
            maskHigh = Prefix.maskHigh(bits);
            maskLow = Prefix.maskLow(bits);
            values = new Object[Integer.highestOneBit(entries) << 2];
            addresses = new long[2 * values.length];
        }

        void put(Prefix prefix, Object value) {
            int slot = slotOf(prefix.high(), prefix.low());
            addresses[2 * slot] = prefix.high();
            addresses[2 * slot + 1] = prefix.low();
            values[slot] = value;
        }

        Object find(long high, long low) {
            return values[slotOf(high & maskHigh, low & maskLow)];
        }

        /** Where a network stands, or would stand. */
        private int slotOf(long high, long low) {
            int slot = (int) (KeyedHash.mix(KeyedHash.mix(0, high), low) >>> 32) & values.length - 1;
            while (values[slot] != null && (addresses[2 * slot] != high || addresses[2 * slot + 1] != low)) {
                slot = slot + 1 & values.length - 1;
            }
            return slot;
        }
    }
}
