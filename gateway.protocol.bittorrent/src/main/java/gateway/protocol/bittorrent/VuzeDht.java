package gateway.protocol.bittorrent;

import gateway.api.packet.ByteView;

/**
 * Vuze's own DHT. Requests begin with a connection id whose highest bit is set, then action, transaction, protocol
 * version, vendor, network; replies with action, transaction, that connection id, version, vendor, network.
 */
final class VuzeDht {
    static final int SHORTEST = 24;
    private static final int VERSION = 16;
    private static final int VENDOR = 17;
    private static final int NETWORK = 18;
    /** Versions that wrote a network number, up to some room for those to come. */
    private static final int FIRST_VERSION = 9;
    private static final int LAST_VERSION = 64;
    private static final int LAST_VENDOR = 2;
    /** The public network, the developers' network, and a third one for IPv6. */
    private static final int LAST_NETWORK = 3;

    private VuzeDht() {
    }

    static boolean isRequest(ByteView datagram) {
        if (datagram.length() < SHORTEST || datagram.u8(0) < 0x80) {
            return false;
        }
        return switch (datagram.i32(8)) {
            case 0x400, 0x402, 0x404, 0x406 -> isTail(datagram);
            default -> false;
        };
    }

    static boolean isReply(ByteView datagram) {
        if (datagram.length() < SHORTEST || datagram.u8(8) < 0x80) {
            return false;
        }
        return switch (datagram.i32(0)) {
            case 0x401, 0x403, 0x405, 0x407, 0x408 -> isTail(datagram);
            default -> false;
        };
    }

    private static boolean isTail(ByteView datagram) {
        int version = datagram.u8(VERSION);
        int network = datagram.i32(NETWORK);
        return version >= FIRST_VERSION && version <= LAST_VERSION && datagram.u8(VENDOR) <= LAST_VENDOR
            && network >= 0 && network <= LAST_NETWORK;
    }

    /** Whether a reply belongs to a request: same transaction, same connection id. */
    static boolean answers(ByteView request, ByteView reply) {
        return request.i32(12) == reply.i32(4) && request.i64(0) == reply.i64(8);
    }
}
