package gateway.core.internal.packet;

import java.nio.ByteBuffer;

/** The Internet checksum of TCP and UDP (RFC 1071, RFC 9293, 3.1, RFC 8200, 8.1). Pure functions. */
public final class Checksum {
    private static final long V4_PREFIX = 0x0000_ffff_0000_0000L;

    private Checksum() {
    }

    /** Whether the checksum of a TCP packet, all of which is there, is right. */
    public static boolean isRight(Packet packet) {
        return ofTransport(packet) == 0;
    }

    /**
     * The checksum over pseudo-header, header and payload as they are: 0 where the checksum field is right; where that
     * field is zero, what belongs there.
     */
    public static int ofTransport(Packet packet) {
        int length = packet.payloadOffset - packet.transportOffset + packet.payloadLength;
        long sum = pseudoHeader(packet, length) + sum(packet.bytes, packet.transportOffset, length);
        return ~fold(sum) & 0xffff;
    }

    /** The checksum of {@code length} bytes, for instance of an IPv4 header. */
    public static int of(ByteBuffer bytes, int at, int length) {
        return ~fold(sum(bytes, at, length)) & 0xffff;
    }

    private static long pseudoHeader(Packet packet, int length) {
        // Mapped IPv4 addresses count without their prefix.
        boolean v4 = packet.sourceHigh == 0 && (packet.sourceLow & ~0xffff_ffffL) == V4_PREFIX;
        long addresses = v4 ? (packet.sourceLow & 0xffff_ffffL) + (packet.destinationLow & 0xffff_ffffL)
            : halves(packet.sourceHigh) + halves(packet.sourceLow) + halves(packet.destinationHigh)
                + halves(packet.destinationLow);
        return addresses + packet.protocol + length;
    }

    /** Adds 32 bits at a time: with carries folded at the end that is the same as 16 bits at a time. */
    private static long sum(ByteBuffer bytes, int at, int length) {
        long sum = 0;
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            sum += halves(bytes.getLong(at + i));
        }
        for (; i + Short.BYTES <= length; i += Short.BYTES) {
            sum += bytes.getShort(at + i) & 0xffff;
        }
        return i < length ? sum + ((bytes.get(at + i) & 0xff) << 8) : sum;
    }

    private static long halves(long bits) {
        return (bits >>> 32) + (bits & 0xffff_ffffL);
    }

    private static int fold(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) folded;
    }
}
