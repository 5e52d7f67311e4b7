package gateway.localizer.alto;

import java.io.IOException;

/** A network map and the cost map that belongs to it. Immutable, any thread. */
public final class AltoMap {
    private final NetworkMap network;
    private final float[] costs;
    private final int parts;
    private final float largest;
    private final String metric;

    private AltoMap(NetworkMap network, float[] costs, CostMap map) {
        this.network = network;
        this.costs = costs;
        this.parts = network.names().size();
        this.largest = map.largest();
        this.metric = map.metric();
    }

    /**
     * Both maps as one.
     *
     * @throws IOException with why they do not belong together, in a sentence without its end
     */
    public static AltoMap of(NetworkMap network, CostMap costs) throws IOException {
        return new AltoMap(network, costs.costsOf(network), costs);
    }

    /** The number of the part that an address in two halves belongs to; -1 if it belongs to none. */
    public int partOf(long high, long low) {
        return network.find(high, low);
    }

    /** The cost from part to part, in the map's own measure; NaN where the map says nothing. */
    public float cost(int from, int to) {
        return from < 0 || to < 0 ? Float.NaN : costs[from * parts + to];
    }

    /** The largest cost in the map. */
    public float largest() {
        return largest;
    }

    /** What is measured, such as {@code routingcost}. */
    public String metric() {
        return metric;
    }

    /** The name of a part; empty for none. */
    public String name(int part) {
        return part < 0 ? "" : network.names().get(part);
    }

    /** Which version of which map it is. */
    public String version() {
        return network.version().toString();
    }
}
