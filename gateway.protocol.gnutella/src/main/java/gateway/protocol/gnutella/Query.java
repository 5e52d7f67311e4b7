package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;
import gateway.api.protocol.WireText;

/**
 * A search: two bytes of flags or least speed, the words with a zero behind them, extensions.
 *
 * @param words what is searched for, empty where only an URN is
 * @param extensions where what follows the words begins
 */
record Query(WireText words, int extensions) {
    private static final int FLAGS = 2;

    /**
     * Reads the payload in [from, to); null where it is none.
     *
     * @param offset of the view's first byte, {@link WireText#NOWHERE} if it has no place
     */
    static Query read(ByteView bytes, int from, int to, long offset) {
        int zero = bytes.indexOf(0, from + FLAGS, to);
        if (zero < 0) {
            return null;
        }
        int words = from + FLAGS;
        return new Query(FileNames.text(bytes, words, zero - words, offset), zero + 1);
    }

    /** Whether the payload that [from, to) shows, perhaps in part, is that of a query. */
    static boolean is(ByteView bytes, int from, int to, boolean whole) {
        int zero = bytes.indexOf(0, from + FLAGS, to);
        for (int i = from + FLAGS; i < (zero < 0 ? to : zero); i++) {
            if (bytes.u8(i) < ' ') {
                return false;
            }
        }
        return zero < 0 ? !whole && to - from > FLAGS : zero + 1 >= to || isExtension(bytes.u8(zero + 1));
    }

    /** A block, an URN, text of XML, or nothing between separators. */
    private static boolean isExtension(int first) {
        return first == Ggep.MAGIC || first == 'u' || first == 'U' || first == '<' || first == '{'
            || first == Extensions.SEPARATOR || first == 0;
    }
}
