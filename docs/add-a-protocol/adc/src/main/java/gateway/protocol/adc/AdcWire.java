package gateway.protocol.adc;

import gateway.api.packet.ByteView;
import gateway.api.protocol.DissectionEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What stands in the bytes: pure functions, which take whatever comes. Sections are those of ADC 1.0. */
final class AdcWire {
    /** A client greets a hub (5.3.3); a feature is added, and {@code BASE} or {@code BAS0} has to be the first. */
    static final byte[] TO_HUB = "HSUP ADBAS".getBytes(StandardCharsets.US_ASCII);
    /** A client greets a client. */
    static final byte[] TO_CLIENT = "CSUP ADBAS".getBytes(StandardCharsets.US_ASCII);
    /** Longer messages are not read; in bytes. Real ones stay below 1 KB. */
    static final int MAX_LINE = 8 * 1024;

    private AdcWire() {
    }

    /** Where the message that begins at {@code from} has its line feed; -1 if there is none in reach. */
    static int endOfLine(ByteView bytes, int from) {
        return bytes.indexOf('\n', from, from + MAX_LINE + 1);
    }

    /** How many of the first bytes of a greeting are there; -1 if it is something else. */
    static int greeted(ByteView bytes, byte[] greeting) {
        int there = Math.min(bytes.length(), greeting.length);
        for (int i = 0; i < there; i++) {
            if (bytes.u8(i) != greeting[i]) {
                return -1;
            }
        }
        return there;
    }

    /** The message [from, end): its parts, which blanks separate (3.1). */
    static List<String> message(ByteView bytes, int from, int end) {
        String line = new String(bytes.copy(from, end - from), StandardCharsets.UTF_8);
        return List.of(line.split(" ", -1));
    }

    /** One part of a message; empty if there are not so many. */
    static String part(List<String> message, int index) {
        return index < message.size() ? text(message.get(index)) : "";
    }

    /** The values of all parameters of one name. The first parts of a message are its type and the sender. */
    static List<String> values(List<String> message, String name) {
        List<String> values = new ArrayList<>();
        for (int i = 2; i < message.size(); i++) {
            if (message.get(i).startsWith(name)) {
                values.add(text(message.get(i).substring(name.length())));
            }
        }
        return values;
    }

    /** A value as it was meant (3.1: {@code \s}, {@code \n} and two backslashes), cut to what an event holds. */
    static String text(String escaped) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < escaped.length() && text.length() < DissectionEvent.MAX_TEXT; i++) {
            char c = escaped.charAt(i);
            if (c == '\\' && i + 1 < escaped.length()) {
                char named = escaped.charAt(++i);
                c = named == 's' ? ' ' : named == 'n' ? '\n' : named;
            }
            text.append(c);
        }
        return text.toString();
    }
}
