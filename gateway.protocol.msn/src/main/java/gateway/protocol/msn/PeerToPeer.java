package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.WireText;
import gateway.api.protocol.WireText.Encoding;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** MSNP2P in one flow: what is said about transfers, and the transfers. */
final class PeerToPeer {
    private static final String FILE_TRANSFER = "{5d3e02ab-6190-11d3-bbbb-00c04f795683}";
    /** Addresses of one offer of a direct connection that are believed. */
    private static final int MAX_ADDRESSES = 8;
    /** What a switchboard has behind a packet: the number of the application. */
    private static final int FOOTER = 4;

    private final Report report;
    private final SlpAssembly texts;
    private final Transfers transfers;

    PeerToPeer(Report report) {
        this.report = report;
        this.texts = new SlpAssembly(report);
        this.transfers = new Transfers(report);
    }

    /** A packet that came through a switchboard, its footer behind it. */
    void relayed(Parties parties, ByteView packet, boolean second) {
        read(parties, packet, second, FOOTER);
    }

    /** A packet of a direct connection. */
    void direct(Parties parties, ByteView packet, boolean second) {
        read(parties, packet, second, 0);
    }

    /** What is under way will not come to its end. */
    void abandon() {
        transfers.abandon();
    }

    private void read(Parties parties, ByteView packet, boolean second, int footer) {
        Optional<P2pPart> parsed = P2pPart.parse(packet, second, footer);
        if (parsed.isEmpty()) {
            report.anomaly("bad_p2p_header", packet.length() + " bytes");
            return;
        }
        P2pPart part = parsed.get();
        switch (part.kind()) {
            case SLP -> texts.add(parties.direction(), part, packet).ifPresent(text -> text(parties, text));
            case FILE, OBJECT, DATA -> transfers.add(parties, part, packet);
            default -> { }
        }
    }

    private void text(Parties parties, byte[] text) {
        Optional<Slp> parsed = Slp.parse(text);
        if (parsed.isEmpty()) {
            report.anomaly("bad_slp", text.length + " bytes");
            return;
        }
        Slp slp = parsed.get();
        slp.flaws().forEach(flaw -> report.anomaly(flaw, slp.head().value("content-type")));
        if (slp.isType("sessionreqbody")) {
            if (slp.isInvite()) {
                invited(parties, slp);
            } else {
                answered(slp);
            }
        } else if (slp.isType("transreqbody") || slp.isType("transrespbody")) {
            direct(slp);
        } else if (slp.isBye()) {
            transfers.hungUp(slp.head().value("call-id"));
        }
    }

    private void invited(Parties parties, Slp slp) {
        String session = Text.cut(slp.body().value("sessionid"));
        String application = slp.body().value("euf-guid").toLowerCase(Locale.ROOT);
        if (!slp.body().all("euf-guid").stream().anyMatch(field -> field.value().equalsIgnoreCase(FILE_TRANSFER))) {
            report.identified("p2p", Map.of("session_id", session, "application", Text.cut(application)));
            return;
        }
        Optional<FileContext> context = FileContext.parse(slp.body().value("context"));
        if (context.isEmpty()) {
            report.anomaly("bad_context", "session " + session);
            return;
        }
        offered(parties, slp, session, context.get());
    }

    private void offered(Parties parties, Slp slp, String session, FileContext context) {
        FileNames.check(report, context.name());
        if (context.malformed()) {
            report.anomaly("bad_encoding", "file name");
        }
        if (context.size() < 0) {
            report.anomaly("bad_size", Long.toString(context.size()));
        }
        long size = Math.max(DissectionEvent.UNKNOWN_SIZE, context.size());
        // The letters of the name are mixed with those of its neighbours: it has no place of its own.
        WireText name = new WireText(Text.cut(context.name()), Encoding.BASE64_UTF_16LE, WireText.NOWHERE, 0);
        String from = parties.from().isEmpty() ? slp.account("from") : parties.from();
        String to = parties.to().isEmpty() ? slp.account("to") : parties.to();
        report.emit(new DissectionEvent.FileOffered(from, to, name, size,
            Map.of("channel", "p2p", "session_id", session)));
        long number = Text.number(session);
        if (number > 0) {
            transfers.offered(number, new Transfers.Offer(name, size, Text.cut(slp.head().value("call-id"))));
        } else {
            report.anomaly("bad_session_id", session);
        }
    }

    private void answered(Slp slp) {
        report.identified("p2p", Map.of("answer", slp.status(),
            "session_id", Text.cut(slp.body().value("sessionid"))));
    }

    /** A direct connection is asked for, or its address given. */
    private void direct(Slp slp) {
        Map<String, String> said = new LinkedHashMap<>();
        for (String name : new String[] {"listening", "nonce", "hashed-nonce"}) {
            if (slp.body().has(name)) {
                said.put(name.replace('-', '_'), Text.cut(slp.body().value(name)));
            }
        }
        if (!said.isEmpty()) {
            report.identified("direct_offer", said);
        }
        slp.addresses().stream().distinct().limit(MAX_ADDRESSES)
            .forEach(address -> report.expected(address[0], address[1]));
    }
}
