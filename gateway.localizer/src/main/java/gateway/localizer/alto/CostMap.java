package gateway.localizer.alto;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What it costs to go from part to part; RFC 7285, 11.2.3. Says nothing of addresses before it is joined to a map. */
public final class CostMap {
    private static final Set<String> MODES = Set.of("numerical", "ordinal");
    /** Of RFC 9274 and 9439: those of which less is better. */
    private static final Set<String> METRICS = Set.of("routingcost", "hopcount", "delay-ow", "delay-rt",
        "delay-variation", "lossrate");

    private final Set<VersionTag> versions = new LinkedHashSet<>();
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private String mode = "";
    private String metric = "";
    /** Source, destination, source, destination ... */
    private int[] pairs = new int[64];
    private float[] costs = new float[32];
    private int size;

    private CostMap() {
    }

    /**
     * Reads a cost map.
     *
     * @throws IOException with what is wrong, in a sentence without its end
     */
    public static CostMap read(byte[] bytes) throws IOException {
        CostMap map = new CostMap();
        try (AltoParser parser = new AltoParser(bytes)) {
            parser.document(name -> {
                switch (name) {
                    case "meta" -> parser.members(each -> map.meta(parser, each));
                    case "cost-map" -> parser.members(source -> map.row(parser, source));
                    default -> parser.skip();
                }
            });
        }
        map.check();
        return map;
    }

    private void meta(AltoParser parser, String name) throws IOException {
        switch (name) {
            case "dependent-vtags" -> parser.elements(() -> {
                versions.add(parser.versionTag());
                if (versions.size() > 16) {
                    throw new IOException("it depends on more than 16 maps");
                }
            });
            case "cost-type" -> parser.members(each -> {
                switch (each) {
                    case "cost-mode" -> mode = parser.name();
                    case "cost-metric" -> metric = parser.name();
                    default -> parser.skip();
                }
            });
            default -> parser.skip();
        }
    }

    private void row(AltoParser parser, String source) throws IOException {
        int from = number(source);
        parser.members(destination -> add(from, number(destination), parser.cost()));
    }

    private int number(String name) throws IOException {
        Integer known = names.get(name);
        if (known != null) {
            return known;
        }
        if (names.size() == NetworkMap.MOST_PIDS) {
            throw new IOException("it has more than " + NetworkMap.MOST_PIDS + " parts");
        }
        names.put(AltoParser.name(name), names.size());
        return names.size() - 1;
    }

    /** There are no more than a million, since no name comes twice in a row and no row twice. */
    private void add(int from, int to, float cost) {
        if (size == costs.length) {
            costs = Arrays.copyOf(costs, 2 * size);
            pairs = Arrays.copyOf(pairs, 4 * size);
        }
        pairs[2 * size] = from;
        pairs[2 * size + 1] = to;
        costs[size++] = cost;
    }

    private void check() throws IOException {
        if (size == 0) {
            throw new IOException("it is not a cost map, or one without costs");
        }
        if (!MODES.contains(mode)) {
            throw new IOException("its cost mode is neither numerical nor ordinal");
        }
        if (!METRICS.contains(metric)) {
            throw new IOException("its metric is none of " + String.join(", ", METRICS.stream().sorted().toList()));
        }
    }

    /** The costs by the numbers of a network map; NaN where the map says nothing. */
    float[] costsOf(NetworkMap network) throws IOException {
        if (!versions.contains(network.version())) {
            throw new IOException("the cost map is for " + (versions.isEmpty() ? "no version of any map"
                : versions.iterator().next()) + ", but the network map is " + network.version());
        }
        Map<String, Integer> numbers = new LinkedHashMap<>();
        network.names().forEach(name -> numbers.put(name, numbers.size()));
        int[] translated = new int[names.size()];
        for (Map.Entry<String, Integer> name : names.entrySet()) {
            Integer there = numbers.get(name.getKey());
            if (there == null) {
                throw new IOException("the cost map has a part " + name.getKey() + " that the network map has not");
            }
            translated[name.getValue()] = there;
        }
        float[] matrix = new float[numbers.size() * numbers.size()];
        Arrays.fill(matrix, Float.NaN);
        for (int i = 0; i < size; i++) {
            matrix[translated[pairs[2 * i]] * numbers.size() + translated[pairs[2 * i + 1]]] = costs[i];
        }
        return matrix;
    }

    String metric() {
        return metric;
    }

    float largest() {
        float largest = 0;
        for (int i = 0; i < size; i++) {
            largest = Math.max(largest, costs[i]);
        }
        return largest;
    }
}
