package gateway.protocol.bittorrent;

import gateway.api.packet.ByteView;

/** Messages of the mainline DHT (BEP 5): one bencoded dictionary a datagram. */
final class Dht {
    /** Bytes of node ids and info-hashes. */
    static final int ID = 20;
    static final byte[] KEY_KIND = Bencode.key("y");
    static final byte[] KEY_TRANSACTION = Bencode.key("t");
    static final byte[] KEY_QUERY = Bencode.key("q");
    static final byte[] KEY_ARGUMENTS = Bencode.key("a");
    static final byte[] KEY_REPLY = Bencode.key("r");
    static final byte[] KEY_ERROR = Bencode.key("e");
    static final byte[] KEY_ID = Bencode.key("id");

    private static final byte[] QUERY_START = Ascii.bytes("d1:ad2:id20:");
    private static final byte[] REPLY_START = Ascii.bytes("d1:rd2:id20:");

    private Dht() {
    }

    /**
     * Whether a datagram is one of these.
     *
     * @param length of the datagram on the wire; where the view shows less, the beginning has to do
     */
    static boolean is(ByteView datagram, int length) {
        if (datagram.startsWith(QUERY_START) || datagram.startsWith(REPLY_START)) {
            return length > QUERY_START.length + ID;
        }
        return datagram.length() == length && Bencode.isWhole(datagram, 0, length) && isMessage(datagram, length);
    }

    private static boolean isMessage(ByteView datagram, int end) {
        int kind = Bencode.find(datagram, 0, end, KEY_KIND);
        int transaction = Bencode.find(datagram, 0, end, KEY_TRANSACTION);
        if (!Bencode.isText(datagram, kind, end, 1) || Bencode.textStart(datagram, transaction, end) < 0) {
            return false;
        }
        return switch (datagram.u8(Bencode.textStart(datagram, kind, end))) {
            case 'q' -> Bencode.textStart(datagram, Bencode.find(datagram, 0, end, KEY_QUERY), end) > 0
                && hasId(datagram, Bencode.find(datagram, 0, end, KEY_ARGUMENTS), end);
            case 'r' -> hasId(datagram, Bencode.find(datagram, 0, end, KEY_REPLY), end);
            case 'e' -> Bencode.starts(datagram, Bencode.find(datagram, 0, end, KEY_ERROR), end, 'l');
            default -> false;
        };
    }

    private static boolean hasId(ByteView datagram, int dictionary, int end) {
        return dictionary > 0 && Bencode.isText(datagram, Bencode.find(datagram, dictionary, end, KEY_ID), end, ID);
    }
}
