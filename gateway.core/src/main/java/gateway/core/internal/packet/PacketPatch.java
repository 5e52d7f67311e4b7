package gateway.core.internal.packet;

import gateway.core.internal.source.RawPacket;
import java.nio.ByteBuffer;

/**
 * Changes payload of a packet where it lies, without changing its length, and puts the transport checksum right. Where
 * the checksum was complete it is updated by the difference (RFC 1624, equation 3), so that a packet that was damaged
 * before stays damaged; where the kernel left it to the network card (KERNEL 6: the field then holds a part only) it is
 * computed anew, since a packet that is handed back changed counts as checked. Allocates nothing. One thread.
 */
public final class PacketPatch {
    private static final int TCP = 6;
    private static final int TCP_CHECKSUM = 16;
    private static final int TCP_FLAGS = 13;
    private static final int TCP_URGENT = 18;
    private static final byte[] NO_POINTER = {0, 0};
    private static final int UDP_CHECKSUM = 6;
    private static final int IP_CHECKSUM = 10;
    private static final int V6_HEADER = 40;

    private PacketPatch() {
    }

    /** Whether the packet can be changed: it is here whole, and is one packet to its receiver's checksum. */
    public static boolean possible(RawPacket raw, Packet packet) {
        // The kernel takes merged datagrams apart by a length that is not in the packet (KERNEL 14).
        return raw.isWhole() && !raw.bytes.isReadOnly() && packet.payloadCaptured == packet.payloadLength
            && !(raw.merged && packet.protocol != TCP);
    }

    /**
     * Makes urgent data plain data: a receiver may take an urgent byte out of the stream (RFC 6093), and then has other
     * bytes than were read.
     */
    public static void clearUrgent(RawPacket raw, Packet packet) {
        int flags = packet.transportOffset + TCP_FLAGS;
        packet.flags &= ~Packet.URG;
        write(raw, packet, flags - packet.payloadOffset, new byte[] {(byte) (packet.bytes.get(flags) & ~Packet.URG)},
            0, 1);
        write(raw, packet, packet.transportOffset + TCP_URGENT - packet.payloadOffset, NO_POINTER, 0,
            NO_POINTER.length);
    }

    /** Takes the payload out of a TCP packet, of which no more than the headers have to be here. */
    public static void dropPayload(RawPacket raw, Packet packet) {
        int length = packet.payloadOffset - raw.offset;
        if (packet.bytes.get(raw.offset) >>> 4 == 4) {
            int header = (packet.bytes.get(raw.offset) & 0xf) * 4;
            packet.bytes.putShort(raw.offset + 2, (short) length).putShort(raw.offset + IP_CHECKSUM, (short) 0);
            packet.bytes.putShort(raw.offset + IP_CHECKSUM,
                (short) Checksum.of(packet.bytes, raw.offset, header));
        } else {
            packet.bytes.putShort(raw.offset + 4, (short) (length - V6_HEADER));
        }
        packet.payloadLength = 0;
        packet.payloadCaptured = 0;
        packet.bytes.putShort(packet.transportOffset + TCP_CHECKSUM, (short) 0);
        put(packet, packet.transportOffset + TCP_CHECKSUM, Checksum.ofTransport(packet));
        raw.captured = length;
        raw.length = length;
        raw.replaced = true;
    }

    /**
     * Writes bytes over the payload; does nothing where they stand there already.
     *
     * @param at index from the first byte of payload; negative in the header
     * @param bytes source
     * @param from first byte of the source
     * @param length how many, all of them within the payload
     */
    public static void write(RawPacket raw, Packet packet, int at, byte[] bytes, int from, int length) {
        ByteBuffer buffer = packet.bytes;
        int field = packet.transportOffset + (packet.protocol == TCP ? TCP_CHECKSUM : UDP_CHECKSUM);
        int checksum = buffer.getShort(field) & 0xffff;
        boolean none = packet.protocol != TCP && checksum == 0 && raw.checksumComplete;
        long sum = ~checksum & 0xffff;
        boolean changed = false;
        for (int i = 0; i < length; i++) {
            int index = packet.payloadOffset + at + i;
            int before = buffer.get(index) & 0xff;
            int after = bytes[from + i] & 0xff;
            if (before != after) {
                int shift = (index - packet.transportOffset) % 2 == 0 ? 8 : 0;
                sum += (~(before << shift) & 0xffff) + (after << shift);
                buffer.put(index, (byte) after);
                changed = true;
            }
        }
        if (!changed) {
            return;
        }
        raw.replaced = true;
        if (raw.checksumComplete) {
            if (!none) {
                put(packet, field, ~folded(sum) & 0xffff);
            }
        } else {
            buffer.putShort(field, (short) 0);
            put(packet, field, Checksum.ofTransport(packet));
        }
    }

    private static void put(Packet packet, int field, int checksum) {
        boolean zero = checksum == 0 && packet.protocol != TCP;
        packet.bytes.putShort(field, (short) (zero ? 0xffff : checksum));
    }

    private static int folded(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) folded;
    }
}
