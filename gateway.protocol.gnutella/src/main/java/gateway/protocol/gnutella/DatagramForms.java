package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;

/** What bytes have to look like to be descriptors, however few of them there are: every field counts. */
final class DatagramForms {
    private static final int HEADER = Descriptor.HEADER;
    /** Set in the GUIDs of programs that know pongs may be cached. */
    private static final int MODERN = 8;
    private static final int PONG = 14;
    private static final int PUSH = 26;
    private static final int VENDOR = 8;
    private static final int MAX_SELECTOR = 0x0fff;
    private static final int MAX_VERSION = 15;
    private static final int DHT = 34;
    private static final int MAX_OPERATION = 0x0f;
    private static final int DHT_VERSION = 1;

    private DatagramForms() {
    }

    /**
     * Whether a datagram is one descriptor.
     *
     * @param datagram what is there of it
     * @param length how long it was
     */
    static boolean is(ByteView datagram, int length) {
        if (!Descriptor.plausibleDatagram(datagram) || Descriptor.length(datagram, 0) != length - HEADER) {
            return false;
        }
        if ((Descriptor.ttl(datagram, 0) & Descriptor.DEFLATED) != 0) {
            return Zlib.begins(datagram, HEADER);
        }
        return isPayload(datagram, 0, datagram.length(), datagram.length() == length);
    }

    /**
     * Whether the payload behind the header at {@code at}, which goes to {@code to}, is what its type asks for.
     *
     * @param whole whether all of it is there
     */
    static boolean isPayload(ByteView bytes, int at, int to, boolean whole) {
        int from = at + HEADER;
        int length = to - from;
        return switch (Descriptor.type(bytes, at)) {
            case Descriptor.PING -> length == 0 ? bytes.u8(at + MODERN) == 0xff : isBlock(bytes, from, to, whole);
            case Descriptor.PONG -> length >= PONG && bytes.u16(from) != 0
                && (length == PONG || isBlock(bytes, from + PONG, to, whole));
            case Descriptor.PUSH -> length >= PUSH && bytes.u16(from + PUSH - 2) != 0
                && (length == PUSH || isBlock(bytes, from + PUSH, to, whole));
            case Descriptor.VENDOR, Descriptor.STANDARD_VENDOR -> length >= VENDOR && isVendorMessage(bytes, from);
            case Descriptor.DHT -> length >= DHT && bytes.u8(from) <= MAX_OPERATION && Text.isVendor(bytes, from + 1)
                && Descriptor.ttl(bytes, at) <= DHT_VERSION;
            case Descriptor.QUERY -> length > 2 && Query.is(bytes, from, to, whole);
            case Descriptor.QUERY_HIT -> bytes.length() > from && bytes.u8(from) > 0
                && (!whole || QueryHit.read(bytes, from, to, 0).wellFormed());
            default -> false;
        };
    }

    /** A block of extensions, perhaps with something behind it. */
    private static boolean isBlock(ByteView bytes, int from, int to, boolean whole) {
        return bytes.u8(from) == Ggep.MAGIC && (!whole || Ggep.read(bytes, from, to).wellFormed());
    }

    private static boolean isVendorMessage(ByteView bytes, int from) {
        return (Text.isVendor(bytes, from) || bytes.i32(from) == 0)
            && Text.little16(bytes, from + 4) <= MAX_SELECTOR && Text.little16(bytes, from + 6) <= MAX_VERSION;
    }
}
