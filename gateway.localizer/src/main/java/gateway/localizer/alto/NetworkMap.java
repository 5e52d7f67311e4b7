package gateway.localizer.alto;

import gateway.localizer.place.Prefix;
import gateway.localizer.place.PrefixTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which prefix belongs to which part of the network (PID); RFC 7285, 11.2.1. Immutable, any thread. */
public final class NetworkMap {
    /** Maps with more parts are refused; with so many, costs take 4 MB. */
    public static final int MOST_PIDS = 1000;
    /** Maps with more prefixes are refused. */
    public static final int MOST_PREFIXES = 500_000;

    private final VersionTag version;
    private final List<String> names;
    private final PrefixTable<Integer> prefixes;

    private NetworkMap(VersionTag version, List<String> names, Map<Prefix, Integer> prefixes) {
        this.version = version;
        this.names = List.copyOf(names);
        this.prefixes = PrefixTable.of(prefixes);
    }

    /**
     * Reads a network map.
     *
     * @throws IOException with what is wrong, in a sentence without its end
     */
    public static NetworkMap read(byte[] bytes) throws IOException {
        return new Reading().read(bytes);
    }

    /** The number of the part that an address in two halves belongs to; -1 if it belongs to none. */
    public int find(long high, long low) {
        Integer pid = prefixes.find(high, low);
        return pid == null ? -1 : pid;
    }

    VersionTag version() {
        return version;
    }

    /** The parts' names, by their numbers. */
    List<String> names() {
        return names;
    }

    /** A map that is being read. */
    private static final class Reading {
        private VersionTag version;
        private final List<String> names = new ArrayList<>();
        private final Map<Prefix, Integer> prefixes = new HashMap<>();

        NetworkMap read(byte[] bytes) throws IOException {
            try (AltoParser parser = new AltoParser(bytes)) {
                parser.document(name -> {
                    switch (name) {
                        case "meta" -> parser.members(each -> meta(parser, each));
                        case "network-map" -> parser.members(pid -> part(parser, pid));
                        default -> parser.skip();
                    }
                });
            }
            if (version == null) {
                throw new IOException("it has no version tag (meta, vtag), so that no cost map can belong to it");
            }
            if (names.isEmpty()) {
                throw new IOException("it is not a network map, or one without parts");
            }
            return new NetworkMap(version, names, prefixes);
        }

        private void meta(AltoParser parser, String name) throws IOException {
            if (name.equals("vtag")) {
                version = parser.versionTag();
            } else {
                parser.skip();
            }
        }

        private void part(AltoParser parser, String pid) throws IOException {
            names.add(AltoParser.name(pid));
            if (names.size() > MOST_PIDS) {
                throw new IOException("it has more than " + MOST_PIDS + " parts");
            }
            parser.members(family -> {
                if (family.equals("ipv4") || family.equals("ipv6")) {
                    parser.elements(() -> add(parser.text(), family.equals("ipv4"), names.size() - 1));
                } else {
                    parser.skip();
                }
            });
        }

        private void add(String text, boolean v4, int pid) throws IOException {
            Prefix prefix;
            try {
                prefix = Prefix.parse(text);
            } catch (IllegalArgumentException wrong) {
                throw new IOException(wrong.getMessage(), wrong);
            }
            if (prefix.isV4() != v4) {
                throw new IOException(prefix + " stands among those of the other family");
            }
            Integer before = prefixes.put(prefix, pid);
            if (before != null && before != pid) {
                throw new IOException("it contradicts itself: " + prefix + " belongs to " + names.get(before)
                    + " and to " + names.get(pid));
            }
            if (prefixes.size() > MOST_PREFIXES) {
                throw new IOException("it has more than " + MOST_PREFIXES + " prefixes");
            }
        }
    }
}
