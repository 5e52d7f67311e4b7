package gateway.protocol.bittorrent;

import gateway.api.packet.ByteView;

/** Messages of the UDP tracker protocol (BEP 15). */
final class UdpTracker {
    static final int CONNECT = 0;
    static final int ANNOUNCE = 1;
    static final int SCRAPE = 2;
    /** The connection id of a connect request, and its action. */
    static final byte[] CONNECT_START = Ascii.hex("000004172710198000000000");
    /** The action of an announce request, behind its connection id. */
    static final byte[] ANNOUNCE_ACTION = {0, 0, 0, 1};
    /** Bytes of a connect request. */
    static final int CONNECT_LENGTH = 16;
    /** Bytes of an announce request; extensions (BEP 41) may follow. */
    static final int ANNOUNCE_LENGTH = 98;
    /** Bytes of an announce reply before its peers. */
    static final int REPLY_HEADER = 20;
    static final int REQUEST_ACTION = 8;
    static final int REQUEST_TRANSACTION = 12;
    static final int REPLY_TRANSACTION = 4;
    static final int INFO_HASH = 16;
    static final int PEER_ID = 36;
    static final int LEFT = 64;
    static final int EVENT = 80;
    static final int PORT = 96;
    private static final int DOWNLOADED = 56;
    private static final int NUM_WANT = 92;
    private static final int LAST_EVENT = 3;
    private static final int MAX_NUM_WANT = 10_000;
    /** No torrent is as large as this. */
    private static final long MAX_BYTES = 1L << 50;

    private UdpTracker() {
    }

    /** Whether a datagram of that length is a connect request. */
    static boolean isConnect(ByteView datagram, int length) {
        return length == CONNECT_LENGTH && datagram.startsWith(CONNECT_START);
    }

    /** Whether it is an announce request, by everything that one says, for flows whose connect was not seen. */
    static boolean isAnnounce(ByteView datagram) {
        return datagram.length() >= ANNOUNCE_LENGTH && datagram.matches(REQUEST_ACTION, ANNOUNCE_ACTION)
            && PeerId.isAzureusStyle(datagram, PEER_ID) && amount(datagram, DOWNLOADED)
            && (amount(datagram, LEFT) || datagram.i64(LEFT) == Long.MAX_VALUE)
            && datagram.u32(EVENT) <= LAST_EVENT && datagram.u16(PORT) != 0
            && datagram.i32(NUM_WANT) >= -1 && datagram.i32(NUM_WANT) <= MAX_NUM_WANT;
    }

    private static boolean amount(ByteView datagram, int at) {
        return datagram.i64(at) >= 0 && datagram.i64(at) < MAX_BYTES;
    }
}
