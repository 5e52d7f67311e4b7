package gateway.core.internal.crafted;

import gateway.api.packet.IpAddress;
import gateway.core.internal.packet.Packet;
import java.nio.ByteBuffer;

/** Transport checksums as the RFCs say, byte by byte. */
public final class Checksums {
    private Checksums() {
    }

    /** Whether a packet's transport checksum is right; of UDP also where there is none. */
    public static boolean isRight(Packet packet) {
        int field = packet.transportOffset + (packet.protocol == 6 ? 16 : 6);
        boolean none = packet.protocol == 17 && packet.bytes.getShort(field) == 0;
        return none || of(packet) == 0;
    }

    /** What belongs into a packet's field, if it is 0 now; 0 where the right checksum is there. */
    public static int of(Packet packet) {
        byte[] from = new IpAddress(packet.sourceHigh, packet.sourceLow).bytes();
        byte[] to = new IpAddress(packet.destinationHigh, packet.destinationLow).bytes();
        int length = packet.payloadOffset + packet.payloadLength - packet.transportOffset;
        ByteBuffer summed = ByteBuffer.allocate(from.length + to.length + 8 + length + length % 2);
        summed.put(from).put(to).putInt(packet.protocol).putInt(length);
        for (int i = 0; i < length; i++) {
            summed.put(packet.bytes.get(packet.transportOffset + i));
        }
        long sum = 0;
        for (int at = 0; at < summed.capacity(); at += 2) {
            sum += summed.getShort(at) & 0xffff;
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (int) ~sum & 0xffff;
    }
}
