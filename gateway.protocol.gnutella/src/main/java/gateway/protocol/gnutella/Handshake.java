package gateway.protocol.gnutella;

import gateway.api.flow.Flow;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.FileOffered;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.WireText;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What both sides say of themselves and of others before they talk. */
final class Handshake {
    /** Headers by the names that they have in events. */
    private static final Map<String, String> TOLD = Map.of("user-agent", "user_agent", "x-ultrapeer", "ultrapeer",
        "listen-ip", "listens_at", "x-my-address", "listens_at", "node", "listens_at", "remote-ip", "remote_address",
        "guid", "servent", "x-nick", "nick", "content-encoding", "content_encoding");
    private static final int SERVENT = 32;

    private final Flow flow;
    private final Report report;

    Handshake(Flow flow, Report report) {
        this.flow = flow;
        this.report = report;
    }

    /**
     * A head was read.
     *
     * @param offset of what the head was read from, {@link ListedPeer#NOWHERE} if that is unknown
     */
    void onHead(Direction direction, HandshakeHead head, long offset) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("version", head.version());
        if (!head.isRequest()) {
            said.put("status", Integer.toString(head.status()));
        }
        HostHeaders hosts = new HostHeaders();
        for (HandshakeHead.Field field : head.fields()) {
            String name = TOLD.get(field.name().toLowerCase(Locale.ROOT));
            if (name != null && !field.value().isEmpty()) {
                said.putIfAbsent(name, Text.cut(field.value()));
            }
            hosts.add(field.name(), field.value(), offset == ListedPeer.NOWHERE ? offset : offset + field.offset());
        }
        if (head.oddLines() > 0) {
            report.anomaly("odd_handshake_lines", head.oddLines() + " lines");
        }
        report.identified("handshake", said);
        hosts.report(report, "");
        listening(direction, said.getOrDefault("listens_at", ""))
            .ifPresent(report::expected);
    }

    /** {@code GIV 7:0123.../name}, or {@code PUSH guid:0123...}. */
    void onGreeting(String line) {
        int colon = line.indexOf(':');
        Map<String, String> said = new LinkedHashMap<>();
        String name = "";
        if (line.regionMatches(true, 0, "GIV", 0, 3) && colon > 0) {
            said.put("index", Text.cut(line.substring(3, colon).strip()));
            int slash = line.indexOf('/', colon);
            name = slash < 0 ? "" : Text.decoded(Text.bytes(line.substring(slash + 1)));
            said.put("name", Text.cut(name));
        }
        if (colon > 0 && line.length() >= colon + 1 + SERVENT) {
            said.put("servent", line.substring(colon + 1, colon + 1 + SERVENT).toLowerCase(Locale.ROOT));
        }
        report.identified("push", said);
        if (!name.isEmpty()) {
            // Whoever reads this line has the name before anybody asks for the file by it.
            report.emit(new FileOffered(said.getOrDefault("servent", ""), "", WireText.of(name),
                DissectionEvent.UNKNOWN_SIZE, Map.of("index", said.get("index"))));
        }
    }

    /** Others will come to this side at the port that it names, and it sends its datagrams from there. */
    private Optional<Endpoint> listening(Direction direction, String text) {
        IpAddress own = (direction == Direction.TO_SERVER ? flow.client() : flow.server()).address();
        return Addresses.parse(text).map(said -> new Endpoint(own, said.port()));
    }
}
