package gateway.protocol.bittorrent;

import gateway.api.packet.ByteView;

/**
 * The header of uTP (BEP 29): type and version, extension, connection id, two timestamps, window, sequence and
 * acknowledgement numbers. It has no magic number, so every field that can be implausible is looked at.
 */
final class Utp {
    /** Bytes of the fixed header. */
    static final int HEADER = 20;
    static final int DATA = 0;
    static final int FIN = 1;
    static final int STATE = 2;
    static final int RESET = 3;
    static final int SYN = 4;

    private static final int VERSION = 1;
    /** None, selective acknowledgement, extension bits, and libtorrent's close reason. */
    private static final int LAST_EXTENSION = 3;
    private static final int MAX_EXTENSIONS = 4;
    private static final int STUN_COOKIE = 0x2112a442;
    private static final int NOT_UTP = -1;
    /** Clients offer a few megabytes at most. */
    private static final int MAX_WINDOW = 1 << 26;
    /** Packets in flight are some hundred at most. */
    private static final int MAX_IN_FLIGHT = 256;

    private Utp() {
    }

    static int type(ByteView datagram) {
        return datagram.u8(0) >> 4;
    }

    static int connection(ByteView datagram) {
        return datagram.u16(2);
    }

    static int sequence(ByteView datagram) {
        return datagram.u16(16);
    }

    static int acknowledgement(ByteView datagram) {
        return datagram.u16(18);
    }

    /**
     * Where the payload begins, behind header and extensions; negative if these cannot be uTP's.
     *
     * @param length of the datagram on the wire, of which the view may show less
     */
    static int payload(ByteView datagram, int length) {
        if (datagram.length() < HEADER || (datagram.u8(0) & 0x0f) != VERSION || type(datagram) > SYN
            || connection(datagram) == 0 || datagram.i32(4) == 0 || datagram.i32(4) == STUN_COOKIE) {
            return NOT_UTP;
        }
        int payload = behindExtensions(datagram, length);
        return payload > 0 && plausible(datagram, payload < length) ? payload : NOT_UTP;
    }

    private static int behindExtensions(ByteView datagram, int length) {
        int at = HEADER;
        int extension = datagram.u8(1);
        for (int count = 0; extension != 0; count++) {
            if (extension > LAST_EXTENSION || count == MAX_EXTENSIONS || at + 2 > datagram.length()) {
                return NOT_UTP;
            }
            extension = datagram.u8(at);
            int size = datagram.u8(at + 1);
            at += 2 + size;
            if (size == 0 || at > length) {
                return NOT_UTP;
            }
        }
        return at;
    }

    private static boolean plausible(ByteView datagram, boolean payload) {
        int difference = datagram.i32(8);
        int window = datagram.i32(12);
        if (window < 0 || window > MAX_WINDOW) {
            return false;
        }
        return switch (type(datagram)) {
            case SYN -> !payload && difference == 0 && acknowledgement(datagram) == 0;
            case DATA -> payload && window != 0;
            case STATE -> !payload;
            case FIN -> true;
            default -> !payload;
        };
    }

    /** Whether the connection id of an answer is the one that a SYN asked for. */
    static boolean answers(ByteView syn, ByteView answer) {
        return type(syn) == SYN && type(answer) != SYN && connection(answer) == connection(syn);
    }

    /** Whether two datagrams of opposite directions belong together: ids one apart, numbers acknowledged. */
    static boolean converse(ByteView one, ByteView other) {
        return Math.abs(connection(one) - connection(other)) == 1 && type(one) != SYN && type(other) != SYN
            && acknowledges(one, other) && acknowledges(other, one);
    }

    private static boolean acknowledges(ByteView one, ByteView other) {
        int behind = (short) (acknowledgement(one) - sequence(other));
        return sequence(other) != 0 && Math.abs(behind) <= MAX_IN_FLIGHT;
    }
}
