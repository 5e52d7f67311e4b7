package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.WireText;
import gateway.api.protocol.WireText.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Invitations of the older kind ({@code text/x-msmsgsinvite}): offers of files, and where they are to be fetched. */
final class Invitations {
    /** The application's name is translated, its number is not. */
    private static final String FILE_TRANSFER = "{5d3e02ab-6190-11d3-bbbb-00c04f795683}";
    /** Offers that are remembered until their answer. */
    private static final int MAX_OFFERS = 32;

    private record Offer(String name, String size) {
    }

    private final Report report;
    private final Map<String, Offer> offers = new Bounded<>(MAX_OFFERS);

    Invitations(Report report) {
        this.report = report;
    }

    /** Reads the body of an invitation. */
    void read(Parties parties, ByteView body, long offset) {
        Mime lines = Mime.parse(body, 0);
        lines.flaws().forEach(flaw -> report.anomaly(flaw, "invitation"));
        String cookie = Text.cut(lines.value("invitation-cookie"));
        String command = lines.value("invitation-command").toUpperCase(Locale.ROOT);
        switch (command) {
            case "INVITE" -> invite(parties, lines, body, offset);
            case "ACCEPT" -> accept(lines, cookie);
            case "CANCEL" -> report.identified("invitation", Map.of("command", "cancel", "cookie", cookie,
                "code", Text.cut(lines.value("cancel-code"))));
            default -> report.anomaly("bad_invitation", command);
        }
    }

    private void invite(Parties parties, Mime lines, ByteView body, long offset) {
        String cookie = Text.cut(lines.value("invitation-cookie"));
        String application = Text.cut(lines.value("application-guid"));
        if (!application.equalsIgnoreCase(FILE_TRANSFER) && !lines.has("application-file")) {
            report.identified("invitation", Map.of("command", "invite", "application", application));
            return;
        }
        String size = Text.cut(lines.value("application-filesize"));
        long bytes = Text.number(size);
        if (bytes == Text.NO_NUMBER) {
            report.anomaly("bad_size", size);
        }
        // A second name may be the one that the receiver shows.
        for (Mime.Field file : lines.all("application-file")) {
            WireText name = new Decoding(Encoding.UTF_8, "").wire(body, file.offset(), file.length(), offset);
            FileNames.check(report, name.value());
            if (Decoding.malformed(body.copy(file.offset(), file.length()), StandardCharsets.UTF_8)) {
                report.anomaly("bad_encoding", "file name");
            }
            report.emit(new DissectionEvent.FileOffered(parties.from(), parties.to(), name, bytes,
                Map.of("channel", "msnftp", "cookie", cookie)));
        }
        offers.put(cookie, new Offer(Text.cut(lines.value("application-file")), size));
    }

    private void accept(Mime lines, String cookie) {
        String address = lines.value("ip-address");
        if (address.isEmpty()) {
            report.identified("invitation", Map.of("command", "accept", "cookie", cookie));
            return;
        }
        Map<String, String> said = new LinkedHashMap<>();
        said.put("cookie", cookie);
        said.put("auth_cookie", Text.cut(lines.value("authcookie")));
        Offer offer = offers.get(cookie);
        if (offer != null) {
            said.put("filename", offer.name);
            said.put("size", offer.size);
        }
        report.identified("transfer_address", said);
        report.expected(address, lines.value("port"));
        String internal = lines.value("ip-address-internal");
        if (!internal.isEmpty() && !internal.equals(address)) {
            report.expected(internal, lines.has("portx-internal") ? lines.value("portx-internal")
                : lines.value("port"));
        }
    }
}
