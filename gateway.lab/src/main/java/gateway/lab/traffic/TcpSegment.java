package gateway.lab.traffic;

import java.nio.ByteBuffer;

/** Writes IPv4 packets with one TCP segment each; the checksums are right. */
final class TcpSegment {
    static final int SYN = 0x02;
    static final int PSH = 0x08;
    static final int ACK = 0x10;
    /** Both headers, without options. */
    static final int HEADERS = 40;
    private static final int IP_HEADER = 20;
    private static final int MAX_PAYLOAD = 1400;
    private static final int TTL = 64;
    private static final int TCP = 6;

    private final ByteBuffer bytes = ByteBuffer.allocate(HEADERS + MAX_PAYLOAD);

    /** The packet that was written last. */
    byte[] bytes() {
        return bytes.array();
    }

    /**
     * Writes a packet.
     *
     * @return its length
     */
    int write(byte[] source, int sourcePort, byte[] destination, int destinationPort, int sequence,
              int acknowledgment, int flags, byte[] payload) {
        int length = HEADERS + payload.length;
        bytes.clear();
        bytes.putShort((short) 0x4500).putShort((short) length).putInt(0x4000).put((byte) TTL).put((byte) TCP)
            .putShort((short) 0).put(source).put(destination);
        bytes.putShort((short) sourcePort).putShort((short) destinationPort).putInt(sequence).putInt(acknowledgment)
            .put((byte) 0x50).put((byte) flags).putShort((short) 0xffff).putInt(0).put(payload);
        bytes.putShort(10, (short) ~fold(sum(0, IP_HEADER)));
        int pseudoHeader = sum(12, IP_HEADER) + TCP + length - IP_HEADER;
        bytes.putShort(IP_HEADER + 16, (short) ~fold(pseudoHeader + sum(IP_HEADER, length)));
        return length;
    }

    /** The sum of 16-bit words; fits an int for a packet of this size. */
    private int sum(int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            int value = bytes.get(i) & 0xff;
            sum += (i - from) % 2 == 0 ? value << 8 : value;
        }
        return sum;
    }

    private static int fold(int sum) {
        int folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return folded;
    }
}
