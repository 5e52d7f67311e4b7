package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;

/** The header of a descriptor: its GUID (16 bytes), type, time to live, hops, length of what follows. */
final class Descriptor {
    /** Bytes of the header. */
    static final int HEADER = 23;
    static final int PING = 0x00;
    static final int PONG = 0x01;
    static final int BYE = 0x02;
    static final int ROUTES = 0x30;
    static final int VENDOR = 0x31;
    static final int STANDARD_VENDOR = 0x32;
    static final int PUSH = 0x40;
    static final int RELIABLE = 0x41;
    static final int DHT = 0x44;
    static final int QUERY = 0x80;
    static final int QUERY_HIT = 0x81;
    static final int HORIZON = 0xcd;
    /** Set in the time to live of a datagram whose payload is compressed. */
    static final int DEFLATED = 0x80;
    /** Set there by who can read compressed ones. */
    private static final int DEFLATE_ACCEPTED = 0x08;
    private static final int TYPE = 16;
    private static final int TTL = 17;
    private static final int HOPS = 18;
    private static final int LENGTH = 19;
    private static final int MAX_HOPS = 15;

    private Descriptor() {
    }

    static int type(ByteView bytes, int at) {
        return bytes.u8(at + TYPE);
    }

    static int ttl(ByteView bytes, int at) {
        return bytes.u8(at + TTL);
    }

    static int hops(ByteView bytes, int at) {
        return bytes.u8(at + HOPS);
    }

    /** Bytes behind the header. */
    static long length(ByteView bytes, int at) {
        return Text.little32(bytes, at + LENGTH);
    }

    /** Whether the 23 bytes at {@code at} may be the header of a descriptor over TCP. */
    static boolean plausible(ByteView bytes, int at) {
        return isType(type(bytes, at)) && ttl(bytes, at) <= MAX_HOPS && hops(bytes, at) <= MAX_HOPS;
    }

    /** Whether they may be the header of one over UDP. */
    static boolean plausibleDatagram(ByteView bytes) {
        return bytes.length() >= HEADER && isType(type(bytes, 0)) && hops(bytes, 0) <= MAX_HOPS
            && (ttl(bytes, 0) & ~(DEFLATED | DEFLATE_ACCEPTED)) <= MAX_HOPS;
    }

    private static boolean isType(int type) {
        return switch (type) {
            case PING, PONG, BYE, ROUTES, VENDOR, STANDARD_VENDOR, PUSH, RELIABLE, DHT, QUERY, QUERY_HIT, HORIZON ->
                true;
            default -> false;
        };
    }
}
