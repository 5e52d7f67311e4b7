package gateway.protocol.gnutella;

import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.ListWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Hosts in the headers of one head, by what they are good for: of the same ones a list may hold others. What is said of
 * certain hosts alone is listed, but not to be changed: who has a file no more, the proxies of a host behind a
 * firewall, whom a host is connected with.
 */
final class HostHeaders {
    /** The content of lists of hosts that take in others. */
    static final String ULTRAPEERS = "ultrapeers";
    private static final String HUBS = "hubs";
    /** Each bit of this belongs to an entry behind it. */
    private static final String BITS = "tls=";

    private enum Kind { ULTRAPEERS, HUBS, SOURCES, CERTAIN }

    private static final Map<String, Kind> KINDS = Map.ofEntries(Map.entry("x-try", Kind.ULTRAPEERS),
        Map.entry("x-try-ultrapeers", Kind.ULTRAPEERS), Map.entry("x-try-hubs", Kind.HUBS),
        Map.entry("x-alt", Kind.SOURCES), Map.entry("x-gnutella-alternate-location", Kind.SOURCES),
        Map.entry("alt-location", Kind.SOURCES), Map.entry("x-nalt", Kind.CERTAIN),
        Map.entry("x-falt", Kind.CERTAIN), Map.entry("x-push-proxies", Kind.CERTAIN),
        Map.entry("x-push-proxy", Kind.CERTAIN), Map.entry("x-fw-node-info", Kind.CERTAIN),
        Map.entry("x-try-dna", Kind.CERTAIN), Map.entry("peers", Kind.CERTAIN), Map.entry("leaves", Kind.CERTAIN));

    private final Map<Kind, List<ListedPeer>> hosts = new EnumMap<>(Kind.class);

    /**
     * A header, of which most list no hosts.
     *
     * @param offset of the value, {@link ListedPeer#NOWHERE} if it has no place
     */
    void add(String name, String value, long offset) {
        Kind kind = KINDS.get(name.toLowerCase(Locale.ROOT));
        if (kind != null) {
            long place = value.toLowerCase(Locale.ROOT).contains(BITS) ? ListedPeer.NOWHERE : offset;
            PeerText.read(value, place, hosts.computeIfAbsent(kind, none -> new ArrayList<>()));
        }
    }

    /**
     * Tells of all that were listed.
     *
     * @param file of which there are other sources, as {@link Urn#content}; empty if nobody said it
     */
    void report(Report report, String file) {
        hosts.forEach((kind, peers) -> {
            switch (kind) {
                case ULTRAPEERS -> report.peers(ULTRAPEERS, peers, TextWriter.INSTANCE);
                case HUBS -> report.peers(HUBS, peers, TextWriter.INSTANCE);
                case SOURCES -> report.peers(file, peers, file.isEmpty() ? ListWriter.NONE : TextWriter.INSTANCE);
                case CERTAIN -> report.peers("", peers, ListWriter.NONE);
                default -> { }
            }
        });
    }
}
