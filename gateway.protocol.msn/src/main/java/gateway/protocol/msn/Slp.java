package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A text of MSNSLP, which looks like SIP.
 *
 * @param line the first line
 * @param head the header lines
 * @param body the lines of the body
 */
record Slp(String line, Mime head, Mime body) {
    private static final String VERSION = "MSNSLP/1.0";
    private static final int MAX_LINE = 1024;

    /** The text, which ends with a zero; empty if it does not begin as it has to. */
    static Optional<Slp> parse(byte[] text) {
        ByteView all = ByteView.of(text);
        int zero = all.indexOf(0, 0, all.length());
        ByteView bytes = zero < 0 ? all : all.slice(0, zero);
        int end = bytes.indexOf('\n', 0, MAX_LINE);
        String line = end < 0 ? "" : bytes.text(0, end).strip();
        if (!line.startsWith(VERSION) && !line.endsWith(VERSION)) {
            return Optional.empty();
        }
        Mime head = Mime.parse(bytes, end + 1);
        return Optional.of(new Slp(line, head, Mime.parse(bytes, head.body())));
    }

    boolean isInvite() {
        return line.startsWith("INVITE ");
    }

    boolean isBye() {
        return line.startsWith("BYE ");
    }

    /** The number of an answer; empty if it is none. */
    String status() {
        String[] words = line.split(" ", 3);
        return line.startsWith(VERSION) && words.length > 1 ? Text.cut(words[1]) : "";
    }

    boolean isType(String type) {
        return head.isType("application/x-msnmsgr-" + type);
    }

    /** The account in {@code <msnmsgr:alice@example.net>}. */
    String account(String header) {
        String value = head.value(header);
        int from = value.indexOf(':') + 1;
        int to = value.indexOf('>', from);
        String account = Text.account(value.substring(from, to < 0 ? value.length() : to));
        return Text.isAccount(account) ? Text.cut(account) : "";
    }

    /** What is odd about it. */
    Set<String> flaws() {
        Set<String> flaws = new TreeSet<>(head.flaws());
        flaws.addAll(body.flaws());
        return flaws;
    }

    /**
     * Addresses and ports in the offer of a direct connection, in pairs. Some clients write names and values
     * backwards.
     */
    List<String[]> addresses() {
        List<String[]> found = new ArrayList<>();
        for (String side : List.of("ipv4internal", "ipv4external", "ipv6")) {
            String port = either(side + "-port");
            for (String address : either(side + "-addrs").split(" ")) {
                if (!address.isEmpty() && !port.isEmpty() && !port.equals("0")) {
                    found.add(new String[] {address, port});
                }
            }
            for (String pair : either(side + "addrsandports").split(" ")) {
                int colon = pair.lastIndexOf(':');
                if (colon > 0) {
                    found.add(new String[] {pair.substring(0, colon), pair.substring(colon + 1)});
                }
            }
        }
        return found;
    }

    private String either(String name) {
        String backwards = new StringBuilder(name).reverse().toString();
        return body.has(backwards) ? new StringBuilder(body.value(backwards)).reverse().toString() : body.value(name);
    }
}
