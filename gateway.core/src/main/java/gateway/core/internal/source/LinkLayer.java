package gateway.core.internal.source;

import java.nio.ByteBuffer;

/**
 * Finds the IP header in a frame. Link types as listed at tcpdump.org/linktypes.html; frames are read between
 * {@code at} and {@code end} only, and everything that is not IP in a known wrapping is answered with
 * {@link #NOT_IP}. Stateless.
 */
final class LinkLayer {
    /** The frame holds no IP packet that could be found. */
    static final int NOT_IP = -1;

    private static final int NULL = 0;
    private static final int ETHERNET = 1;
    private static final int PPP = 9;
    private static final int RAW_BSD = 12;
    private static final int RAW_OPENBSD = 14;
    private static final int PPP_HDLC = 50;
    private static final int PPP_ETHERNET = 51;
    private static final int RAW = 101;
    private static final int CISCO_HDLC = 104;
    private static final int LOOP = 108;
    private static final int LINUX_COOKED = 113;
    private static final int IPV4 = 228;
    private static final int IPV6 = 229;
    private static final int LINUX_COOKED_2 = 276;

    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;

    private LinkLayer() {
    }

    /** Whether frames of this type can be read at all. */
    static boolean knows(int linkType) {
        return switch (linkType) {
            case NULL, ETHERNET, PPP, RAW_BSD, RAW_OPENBSD, PPP_HDLC, PPP_ETHERNET, RAW, CISCO_HDLC, LOOP,
                LINUX_COOKED, IPV4, IPV6, LINUX_COOKED_2 -> true;
            default -> false;
        };
    }

    /** Index of the first byte of the IP header, of which at least the fixed part is there, or {@link #NOT_IP}. */
    static int ipHeader(ByteBuffer bytes, int linkType, int at, int end) {
        return switch (linkType) {
            case ETHERNET -> EtherType.ipHeader(bytes, at + 12, at + 14, end);
            case LINUX_COOKED -> EtherType.ipHeader(bytes, at + 14, at + 16, end);
            case LINUX_COOKED_2 -> EtherType.ipHeader(bytes, at, at + 20, end);
            case CISCO_HDLC -> EtherType.ipHeader(bytes, at + 2, at + 4, end);
            case RAW, RAW_BSD, RAW_OPENBSD, IPV4, IPV6 -> ip(bytes, at, end);
            case NULL, LOOP -> loopback(bytes, at, end);
            case PPP, PPP_HDLC -> pppFrame(bytes, at, end);
            case PPP_ETHERNET -> pppoe(bytes, at, end);
            default -> NOT_IP;
        };
    }

    /** An IP header at {@code at}, if there is one. */
    static int ip(ByteBuffer bytes, int at, int end) {
        if (at >= end) {
            return NOT_IP;
        }
        int version = bytes.get(at) >>> 4 & 0xf;
        boolean whole = version == 4 && end - at >= IPV4_HEADER || version == 6 && end - at >= IPV6_HEADER;
        return whole ? at : NOT_IP;
    }

    /** PPPoE's session stage: six bytes, then PPP (RFC 2516, section 4). */
    static int pppoe(ByteBuffer bytes, int at, int end) {
        return ppp(bytes, at + 6, end);
    }

    /** The four bytes before IP are a BSD address family, in the byte order of whoever wrote them. */
    private static int loopback(ByteBuffer bytes, int at, int end) {
        if (end - at < 4) {
            return NOT_IP;
        }
        int family = bytes.getInt(at);
        int either = Integer.compareUnsigned(family, 0xffff) > 0 ? Integer.reverseBytes(family) : family;
        // AF_INET; AF_INET6 of Linux, NetBSD, FreeBSD and Darwin.
        boolean ip = either == 2 || either == 10 || either == 24 || either == 28 || either == 30;
        return ip ? ip(bytes, at + 4, end) : NOT_IP;
    }

    /** PPP with or without the address and control bytes of HDLC (RFC 1662), or Cisco's HDLC instead. */
    private static int pppFrame(ByteBuffer bytes, int at, int end) {
        if (end - at < 4) {
            return NOT_IP;
        }
        int start = bytes.getShort(at) & 0xffff;
        if (start == 0x0f00 || start == 0x8f00) {
            return EtherType.ipHeader(bytes, at + 2, at + 4, end);
        }
        return ppp(bytes, start == 0xff03 ? at + 2 : at, end);
    }

    /** A PPP protocol number of two bytes, or of one where it was compressed (RFC 1661, section 6.5). */
    private static int ppp(ByteBuffer bytes, int at, int end) {
        if (end - at < 2) {
            return NOT_IP;
        }
        int first = bytes.get(at) & 0xff;
        boolean compressed = (first & 1) != 0;
        int protocol = compressed ? first : bytes.getShort(at) & 0xffff;
        boolean ip = protocol == 0x21 || protocol == 0x57;
        return ip ? ip(bytes, compressed ? at + 1 : at + 2, end) : NOT_IP;
    }
}
