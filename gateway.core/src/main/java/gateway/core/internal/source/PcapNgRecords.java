package gateway.core.internal.source;

import java.util.Arrays;

/**
 * The newer format (draft-ietf-opsawg-pcapng): blocks, of which those that hold frames or describe interfaces are
 * read and all others skipped. Every section has its own byte order and its own interfaces.
 */
final class PcapNgRecords extends CaptureRecords {
    /** Reads the same in both byte orders. */
    static final int SECTION_HEADER = 0x0a0d0d0a;

    private static final int BYTE_ORDER = 0x1a2b3c4d;
    private static final int INTERFACE = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    /** Type and length before a block's body, the length again behind it. */
    private static final int HEAD = 8;
    private static final int TAIL = 4;
    /** The type, the length and the byte order of a section. */
    private static final int SECTION_START = 12;
    /** The fixed part of an enhanced or obsolete packet's body. */
    private static final int PACKET_FIXED = 20;
    private static final int MAX_INTERFACES = 1024;

    private boolean swapped;
    private CaptureInterface[] interfaces = new CaptureInterface[4];
    private int interfaceCount;

    PcapNgRecords(CaptureInput input) {
        super(input);
    }

    @Override
    boolean next() {
        while (!input.atEnd()) {
            input.have(HEAD, "a block's header");
            int type = i32(input.next());
            if (type == SECTION_HEADER) {
                startSection();
            }
            int total = blockLength();
            boolean read = type == INTERFACE || type == OBSOLETE_PACKET || type == SIMPLE_PACKET
                || type == ENHANCED_PACKET;
            if (!read) {
                input.skip(total, "a block of " + total + " bytes");
                continue;
            }
            readWhole(total);
            int body = input.next() + HEAD;
            int bodyLength = total - HEAD - TAIL;
            if (type == INTERFACE) {
                addInterface(body, bodyLength);
            } else if (type == SIMPLE_PACKET) {
                readSimple(body, bodyLength);
            } else {
                readPacket(body, bodyLength, type == OBSOLETE_PACKET);
            }
            input.advance(total);
            if (type != INTERFACE) {
                return true;
            }
        }
        return false;
    }

    private void startSection() {
        input.have(SECTION_START, "a section's header");
        int order = input.bytes.getInt(input.next() + HEAD);
        if (order != BYTE_ORDER && order != Integer.reverseBytes(BYTE_ORDER)) {
            throw input.broken("a section without a byte order");
        }
        swapped = order != BYTE_ORDER;
        interfaceCount = 0;
    }

    private int blockLength() {
        int total = i32(input.next() + 4);
        if (total < HEAD + TAIL || (total & 3) != 0) {
            throw input.broken("a block of " + Integer.toUnsignedString(total) + " bytes");
        }
        return total;
    }

    private void readWhole(int total) {
        checkedLength(total);
        input.have(total, "a block of " + total + " bytes");
        if (i32(input.next() + total - TAIL) != total) {
            throw input.broken("a block whose two lengths differ");
        }
    }

    private void addInterface(int body, int length) {
        if (length < 8) {
            throw input.broken("an interface without a link type");
        }
        if (interfaceCount == MAX_INTERFACES) {
            throw input.broken("more than " + MAX_INTERFACES + " interfaces in a section");
        }
        if (interfaceCount == interfaces.length) {
            interfaces = Arrays.copyOf(interfaces, 2 * interfaceCount);
        }
        interfaces[interfaceCount++] = CaptureInterface.read(input.bytes, body, length, swapped);
    }

    private void readPacket(int body, int length, boolean obsolete) {
        if (length < PACKET_FIXED) {
            throw input.broken("a packet without its lengths");
        }
        CaptureInterface from = interfaceAt(obsolete ? u16(body) : i32(body));
        long time = (long) i32(body + 4) << 32 | i32(body + 8) & 0xffff_ffffL;
        int bytes = i32(body + 12);
        if (bytes < 0 || bytes > length - PACKET_FIXED) {
            throw input.broken("a packet of " + Integer.toUnsignedString(bytes) + " bytes in a block of "
                + length);
        }
        linkType = from.linkType();
        micros = from.micros(time);
        frame(body + PACKET_FIXED, bytes, i32(body + 16));
    }

    /** A frame of the section's first interface, without a time. */
    private void readSimple(int body, int length) {
        if (length < 4) {
            throw input.broken("a packet without its length");
        }
        CaptureInterface from = interfaceAt(0);
        int wire = i32(body);
        int bytes = wire < 0 ? length - 4 : Math.min(wire, length - 4);
        linkType = from.linkType();
        micros = NO_TIME;
        frame(body + 4, from.snapLength() > 0 ? Math.min(bytes, from.snapLength()) : bytes, wire);
    }

    private CaptureInterface interfaceAt(int index) {
        if (index < 0 || index >= interfaceCount) {
            throw input.broken("a packet of interface " + Integer.toUnsignedString(index) + ", which is not described");
        }
        return interfaces[index];
    }

    private int i32(int index) {
        int value = input.bytes.getInt(index);
        return swapped ? Integer.reverseBytes(value) : value;
    }

    private int u16(int index) {
        short value = input.bytes.getShort(index);
        return (swapped ? Short.reverseBytes(value) : value) & 0xffff;
    }
}
