package gateway.localizer.peer;

import gateway.api.packet.Endpoint;
import gateway.localizer.place.KeyedHash;

/** Finds endpoints among a few hundred: open addressing, at most half full, keyed. One thread. */
public final class EndpointIndex {
    private final Endpoint[] endpoints;
    private final int[] numbers;
    private final long seed;

    /**
     * An empty one.
     *
     * @param most how many endpoints are added at most
     * @param seed the key of the hash
     */
    public EndpointIndex(int most, long seed) {
        endpoints = new Endpoint[Integer.highestOneBit(Math.max(1, most)) << 2];
        numbers = new int[endpoints.length];
        this.seed = seed;
    }

    /** Adds an endpoint under a number; if it is there, changes nothing and tells its number, otherwise -1. */
    public int add(Endpoint endpoint, int number) {
        int slot = slotOf(endpoint);
        if (endpoints[slot] != null) {
            return numbers[slot];
        }
        endpoints[slot] = endpoint;
        numbers[slot] = number;
        return -1;
    }

    /** An endpoint's keyed hash. */
    public static long hash(long seed, Endpoint endpoint) {
        return KeyedHash.mix(KeyedHash.mix(KeyedHash.mix(seed, endpoint.address().high()),
            endpoint.address().low()), endpoint.port());
    }

    private int slotOf(Endpoint endpoint) {
        int slot = (int) (hash(seed, endpoint) >>> 32) & endpoints.length - 1;
        while (endpoints[slot] != null && !endpoints[slot].equals(endpoint)) {
            slot = slot + 1 & endpoints.length - 1;
        }
        return slot;
    }
}
