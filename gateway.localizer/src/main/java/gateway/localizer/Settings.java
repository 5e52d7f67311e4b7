package gateway.localizer;

import gateway.api.locality.PeerDistance;
import gateway.api.packet.IpAddress;
import gateway.localizer.choice.Admission;
import gateway.localizer.place.Prefix;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a configuration asks for, checked.
 *
 * @param databases files, and folders of files
 * @param ownNetworks networks as near as can be
 * @param networkLists files of networks and their costs
 * @param alto where the operator's maps are; empty for none
 * @param altoFarthest the map's cost that counts as the farthest; 0 for the map's largest
 * @param here where clients are that nothing is known of; empty if nobody said
 * @param near the largest cost of a near peer
 * @param peerMillis for how long a peer is remembered
 * @param admission which addresses may be put into lists
 */
record Settings(List<Path> databases, List<Prefix> ownNetworks, List<Path> networkLists, Optional<AltoPlaces> alto,
                float altoFarthest, Optional<IpAddress> here, int near, long peerMillis, Admission admission) {
    private static final int MOST_FILES = 32;
    /** How names begin that the framework adds. */
    private static final List<String> FOREIGN = List.of(".", "service.", "component.", "felix.", "osgi.");

    /**
     * Where ALTO's maps are.
     *
     * @param networkMap a path or an address
     * @param costMap a path or an address
     * @param everyMillis for how long what a server said is good
     */
    record AltoPlaces(String networkMap, String costMap, long everyMillis) {
    }

    /** What holds where there was never a configuration that made sense. */
    static Settings defaults(Path work) {
        return new Settings(List.of(work.resolve("geo")), List.of(), List.of(), Optional.empty(), 0, Optional.empty(),
            350, TimeUnit.HOURS.toMillis(1), new Admission(List.of()));
    }

    /**
     * What a configuration asks for.
     *
     * @param properties the configuration as it came, to find names that mean nothing
     * @param work where relative paths lie
     * @throws IllegalArgumentException in one clear line, when it makes no sense
     */
    static Settings of(LocalizerConfig config, Map<String, ?> properties, Path work) {
        onlyKnown(properties.keySet(), LocalizerConfig.class);
        int near = within("near", config.near(), 0, PeerDistance.FARTHEST - 1);
        int peerMinutes = within("peerMinutes", config.peerMinutes(), 1, (int) TimeUnit.DAYS.toMinutes(1));
        return new Settings(paths("databases", config.databases(), work),
            networks("ownNetworks", config.ownNetworks()), paths("networkLists", config.networkLists(), work),
            alto(config), farthest(config.altoFarthest()), here(config.here().strip()), near,
            TimeUnit.MINUTES.toMillis(peerMinutes), admission(config.privateNetworks()));
    }

    /** Refuses names that a configuration has and its definition has not. */
    static void onlyKnown(Set<String> names, Class<?> definition) {
        Set<String> known = Arrays.stream(definition.getDeclaredMethods()).map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
        for (String name : new TreeSet<>(names)) {
            if (!known.contains(name) && FOREIGN.stream().noneMatch(name::startsWith)) {
                throw new IllegalArgumentException(name + " is not a setting; there are " + String.join(", ", known));
            }
        }
    }

    static List<Path> paths(String name, String[] list, Path work) {
        List<String> words = words(list);
        if (words.size() > MOST_FILES) {
            throw new IllegalArgumentException(name + " names more than " + MOST_FILES + " files");
        }
        return words.stream().map(word -> work.resolve(word)).toList();
    }

    private static List<Prefix> networks(String name, String[] list) {
        try {
            return words(list).stream().map(Prefix::parse).toList();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(name + ": " + wrong.getMessage(), wrong);
        }
    }

    static Admission admission(String[] list) {
        List<Prefix> networks = networks("privateNetworks", list);
        try {
            return new Admission(networks);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("privateNetworks: " + wrong.getMessage(), wrong);
        }
    }

    private static Optional<AltoPlaces> alto(LocalizerConfig config) {
        String network = place("altoNetworkMap", config.altoNetworkMap().strip());
        String costs = place("altoCostMap", config.altoCostMap().strip());
        if (network.isEmpty() != costs.isEmpty()) {
            throw new IllegalArgumentException("altoNetworkMap and altoCostMap come together: one of them is empty");
        }
        int minutes = within("altoMinutes", config.altoMinutes(), 1, (int) TimeUnit.DAYS.toMinutes(30));
        return network.isEmpty() ? Optional.empty()
            : Optional.of(new AltoPlaces(network, costs, TimeUnit.MINUTES.toMillis(minutes)));
    }

    /** A path as it is; an address only if it can be fetched, and holds no password, since it is shown and logged. */
    private static String place(String name, String text) {
        if (isAddress(text)) {
            URI address = URI.create(text);
            if (address.getHost() == null || address.getUserInfo() != null || address.getFragment() != null) {
                throw new IllegalArgumentException(name + " is a path or an address such as http://host/map, "
                    + "without a user's name");
            }
        } else if (text.contains("://")) {
            throw new IllegalArgumentException(name + " is a path, or begins with http:// or https://");
        }
        return text;
    }

    /** Whether a place of a map is an address, not a path. */
    static boolean isAddress(String text) {
        return text.startsWith("http://") || text.startsWith("https://");
    }

    private static float farthest(double value) {
        if (!(value >= 0) || value > 1e9) {
            throw new IllegalArgumentException("altoFarthest has to be 0 to 1000000000, not " + value);
        }
        return (float) value;
    }

    private static Optional<IpAddress> here(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(IpAddress.parse(text).orElseThrow(() ->
            new IllegalArgumentException("here is an address, such as 198.51.100.1")));
    }

    private static List<String> words(String[] list) {
        return Arrays.stream(list).flatMap(each -> Stream.of(each.split(","))).map(String::strip)
            .filter(each -> !each.isEmpty()).toList();
    }

    static int within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " has to be " + least + " to " + most + ", not " + value);
        }
        return value;
    }
}
