package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent.FileOffered;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.SearchIssued;
import gateway.api.protocol.ListWriter;
import gateway.api.protocol.WireText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What descriptors mean, however they came. */
final class Messages {
    private static final int PONG = 14;
    private static final int PUSH = 26;
    private static final int SERVENT = 16;
    private static final int BYE = 2;
    private static final int VENDOR = 8;
    private static final int DHT_VENDOR = 1;
    /** Where a pong names its sender: the port, then the address. */
    private static final int PORT = 0;
    private static final int ADDRESS = 2;
    /** Contents of lists: hosts of any kind, and nodes of the hash table. */
    private static final String HOSTS = "hosts";
    private static final String NODES = "dht";
    /** Of so many files it is noted that a host has them. */
    private static final int MOST_FILES = 32;

    private final Report report;

    Messages(Report report) {
        this.report = report;
    }

    /** Whether anything is said of descriptors of that type, so that they have to be there as a whole. */
    static boolean isRead(int type) {
        return switch (type) {
            case Descriptor.PONG, Descriptor.BYE, Descriptor.VENDOR, Descriptor.STANDARD_VENDOR, Descriptor.PUSH,
                 Descriptor.DHT, Descriptor.QUERY, Descriptor.QUERY_HIT -> true;
            default -> false;
        };
    }

    /**
     * A whole descriptor, whose payload is [from, to).
     *
     * @param offset of the view's first byte in the stream or the datagram, {@link WireText#NOWHERE} if what was
     *     compressed has none
     */
    void onDescriptor(int type, ByteView bytes, int from, int to, long offset) {
        int length = to - from;
        switch (type) {
            case Descriptor.PONG -> {
                if (enough(PONG, length)) {
                    pong(bytes, from, to, offset);
                }
            }
            case Descriptor.BYE -> {
                if (enough(BYE, length)) {
                    bye(bytes, from, length);
                }
            }
            case Descriptor.VENDOR, Descriptor.STANDARD_VENDOR -> {
                if (enough(VENDOR, length)) {
                    vendor(bytes, from);
                }
            }
            case Descriptor.PUSH -> {
                if (enough(PUSH, length)) {
                    push(bytes, from);
                }
            }
            case Descriptor.DHT -> {
                if (enough(DHT_VENDOR + 4, length)) {
                    dht(bytes, from);
                }
            }
            case Descriptor.QUERY -> query(bytes, from, to, offset);
            case Descriptor.QUERY_HIT -> hit(QueryHit.read(bytes, from, to, offset), offset, from);
            default -> { }
        }
    }

    private boolean enough(int needed, int length) {
        if (length < needed) {
            report.anomaly("descriptor_too_short", "length " + length);
        }
        return length >= needed;
    }

    private void pong(ByteView bytes, int from, int to, long offset) {
        boolean bare = to == from + PONG && isPassedOn(bytes, from);
        Addresses.v4(bytes, from + ADDRESS, from + PORT).ifPresent(peer -> report.peers(bare ? HOSTS : "",
            List.of(new ListedPeer(peer, place(offset, from), Addresses.V4)),
            bare ? BinaryWriter.PONG : ListWriter.NONE));
        for (Ggep.Extension extension : Ggep.read(bytes, from + PONG, to).extensions()) {
            String content = switch (extension.id()) {
                case "IPP", "IPP6" -> HostHeaders.ULTRAPEERS;
                case "DHTIPP", "DHTIPP6" -> NODES;
                default -> "";
            };
            List<ListedPeer> peers = new ArrayList<>();
            Addresses.vector(bytes, extension, offset, peers);
            report.peers(content, peers, content.isEmpty() ? ListWriter.NONE : BinaryWriter.VECTOR);
        }
    }

    /** Whether somebody else than the host that it names sent a descriptor, whose header stands before its payload. */
    private static boolean isPassedOn(ByteView bytes, int from) {
        return from >= Descriptor.HEADER && Descriptor.hops(bytes, from - Descriptor.HEADER) > 0;
    }

    private void bye(ByteView bytes, int from, int length) {
        int zero = bytes.indexOf(0, from + BYE, from + length);
        int text = (zero < 0 ? from + length : zero) - from - BYE;
        report.identified("bye", Map.of("code", Integer.toString(Text.little16(bytes, from)),
            "reason", Text.cut(Text.decoded(bytes.copy(from + BYE, text)))));
    }

    private void vendor(ByteView bytes, int from) {
        String vendor = Text.isVendor(bytes, from) ? bytes.text(from, 4) : Text.hex(bytes, from, 4);
        String selector = Integer.toString(Text.little16(bytes, from + 4));
        report.identifiedOnce("vendor", Map.of("vendor", vendor, "message", selector,
            "version", Integer.toString(Text.little16(bytes, from + 6))), vendor + selector);
    }

    private void dht(ByteView bytes, int from) {
        String vendor = Text.isVendor(bytes, from + DHT_VENDOR) ? bytes.text(from + DHT_VENDOR, 4) : "";
        report.identifiedOnce("dht", Map.of("vendor", vendor), "");
    }

    /** Somebody behind a firewall is asked to connect to the one who wants the file. */
    private void push(ByteView bytes, int from) {
        Optional<Endpoint> wanting = Addresses.v4(bytes, from + SERVENT + 4, from + SERVENT + 8);
        Map<String, String> said = new LinkedHashMap<>();
        said.put("servent", Text.hex(bytes, from, SERVENT));
        said.put("index", Long.toString(Text.little32(bytes, from + SERVENT)));
        wanting.ifPresent(host -> said.put("to", host.toString()));
        report.identified("push", said);
        wanting.ifPresent(report::expected);
    }

    private void query(ByteView bytes, int from, int to, long offset) {
        Query query = Query.read(bytes, from, to, offset);
        if (query == null) {
            report.anomaly("bad_query", "length " + (to - from));
            return;
        }
        if (!query.words().value().isBlank()) {
            report.emit(new SearchIssued(query.words()));
        } else {
            String sha1 = Extensions.read(bytes, query.extensions(), to, WireText.NOWHERE).sha1();
            if (!sha1.isEmpty()) {
                report.emit(new SearchIssued(WireText.of("urn:sha1:" + sha1)));
            }
        }
    }

    private void hit(QueryHit hit, long offset, int from) {
        if (!hit.wellFormed()) {
            report.anomaly("bad_query_hit", "after " + hit.results().size() + " results");
        }
        for (QueryHit.Result result : hit.results()) {
            Map<String, String> said = new LinkedHashMap<>();
            said.put("index", Long.toString(result.index()));
            put(said, "sha1", result.sha1());
            put(said, "vendor", hit.vendor());
            hit.host().ifPresent(host -> said.put("address", host.toString()));
            FileNames.check(report, result.name().value());
            report.emit(new FileOffered(hit.servent(), "", result.name(), result.size(), said));
        }
        hit.host().ifPresent(host -> {
            source(hit, new ListedPeer(host, place(offset, from + 1), Addresses.V4));
            report.expected(host);
        });
        for (QueryHit.Result result : hit.results()) {
            String file = Urn.content(result.sha1());
            report.peers(file, result.others(), file.isEmpty() ? ListWriter.NONE : BinaryWriter.HIT);
        }
    }

    /** The host of a hit has its files, and no other host has them by these numbers: its address stays. */
    private void source(QueryHit hit, ListedPeer host) {
        List<String> files = hit.results().stream().map(result -> Urn.content(result.sha1()))
            .filter(file -> !file.isEmpty()).distinct().limit(MOST_FILES).toList();
        for (String file : files.isEmpty() ? List.of("") : files) {
            report.peers(file, List.of(host), ListWriter.NONE);
        }
    }

    private static void put(Map<String, String> said, String name, String value) {
        if (!value.isEmpty()) {
            said.put(name, value);
        }
    }

    private static long place(long offset, int at) {
        return offset == ListedPeer.NOWHERE ? offset : offset + at;
    }
}
