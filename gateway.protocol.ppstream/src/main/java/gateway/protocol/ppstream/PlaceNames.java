package gateway.protocol.ppstream;

import gateway.api.packet.ByteView;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Names of places in GBK, each ended by a zero, one behind the other somewhere in a message. */
final class PlaceNames {
    /** Country, area, province, city, provider. */
    static final int MOST = 5;
    private static final int FEWEST = 3;
    private static final int MAX_LENGTH = 64;
    private static final Charset GBK = Charset.isSupported("GBK") ? Charset.forName("GBK")
        : StandardCharsets.ISO_8859_1;

    private PlaceNames() {
    }

    /** The first three to five names in a row from {@code from} on; empty if there are none. */
    static List<String> find(ByteView message, int from) {
        for (int at = from; at < message.length(); at++) {
            List<String> names = read(message, at);
            if (names.size() >= FEWEST) {
                return names;
            }
        }
        return List.of();
    }

    private static List<String> read(ByteView message, int from) {
        List<String> names = new ArrayList<>();
        int at = from;
        while (names.size() < MOST) {
            int end = message.indexOf(0, at, Math.min(message.length(), at + MAX_LENGTH + 1));
            if (end <= at || !isName(message, at, end)) {
                break;
            }
            names.add(new String(message.copy(at, end - at), GBK));
            at = end + 1;
        }
        return names;
    }

    /** Characters of two bytes, or printable ones of ASCII; two bytes at least. */
    private static boolean isName(ByteView message, int from, int end) {
        int at = from;
        while (at < end) {
            int lead = message.u8(at);
            boolean wide = lead > 0x80 && lead < 0xff;
            if (wide && (at + 1 == end || message.u8(at + 1) < 0x40 || message.u8(at + 1) == 0x7f
                || message.u8(at + 1) == 0xff) || !wide && (lead < ' ' || lead > '~')) {
                return false;
            }
            at += wide ? 2 : 1;
        }
        return end - from >= 2;
    }
}
