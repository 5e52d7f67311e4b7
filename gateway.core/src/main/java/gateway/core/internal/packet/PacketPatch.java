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
    private static final int UDP_CHECKSUM = 6;

    private PacketPatch() {
    }

    /** Whether the packet can be changed: it is here whole, and is one packet to its receiver's checksum. */
    public static boolean possible(RawPacket raw, Packet packet) {
        // The kernel takes merged datagrams apart by a length that is not in the packet (KERNEL 14).
        return raw.isWhole() && !raw.bytes.isReadOnly() && packet.payloadCaptured == packet.payloadLength
            && !(raw.merged && packet.protocol != TCP);
    }

    /**
     * Writes bytes over the payload; does nothing where they stand there already.
     *
     * @param at index in the payload
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
        if (!none) {
            put(packet, field, raw.checksumComplete ? sum : whole(packet, field));
        }
    }

    private static void put(Packet packet, int field, long sum) {
        int checksum = ~folded(sum) & 0xffff;
        boolean zero = checksum == 0 && packet.protocol != TCP;
        packet.bytes.putShort(field, (short) (zero ? 0xffff : checksum));
    }

    /** The sum over pseudo-header, header and payload, the field itself left out (RFC 9293, 3.1; RFC 8200, 8.1). */
    private static long whole(Packet packet, int field) {
        ByteBuffer buffer = packet.bytes;
        int end = packet.payloadOffset + packet.payloadLength;
        // The ffff before an IPv4 address adds nothing in this arithmetic.
        long sum = words(packet.sourceHigh) + words(packet.sourceLow) + words(packet.destinationHigh)
            + words(packet.destinationLow) + packet.protocol + (end - packet.transportOffset);
        int at = packet.transportOffset;
        for (; at + 1 < end; at += 2) {
            sum += at == field ? 0 : buffer.getShort(at) & 0xffff;
        }
        return at < end ? sum + ((buffer.get(at) & 0xff) << 8) : sum;
    }

    private static long words(long bits) {
        return (bits >>> 48) + (bits >>> 32 & 0xffff) + (bits >>> 16 & 0xffff) + (bits & 0xffff);
    }

    private static int folded(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) folded;
    }
}
