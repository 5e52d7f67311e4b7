package gateway.core.internal.intake;

import gateway.core.internal.source.PacketHandler;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Lane;
import gateway.core.internal.source.RawPacket.Verdict;

/** Moves everything to the reading lane, and looks there at every byte that the client sent. */
final class WholePackets implements PacketHandler {
    private int start;
    long bytes;
    int longest;
    int longestClassified;
    int shortCopies;
    int wrongBytes;

    @Override
    public void onPacket(RawPacket packet) {
        if (packet.lane == Lane.CLASSIFY) {
            packet.verdict = Verdict.READ;
            longestClassified = Math.max(longestClassified, packet.captured);
            return;
        }
        longest = Math.max(longest, packet.captured);
        shortCopies += packet.captured < packet.length ? 1 : 0;
        int tcp = packet.offset + ((packet.bytes.get(packet.offset) & 0xf0) == 0x40 ? 20 : 40);
        int sequence = packet.bytes.getInt(tcp + 4);
        int payload = tcp + (packet.bytes.get(tcp + 12) >> 2 & 0x3c);
        boolean synOnly = (packet.bytes.get(tcp + 13) & 0x12) == 0x02;
        if (synOnly) {
            start = sequence + 1;
        }
        for (int i = payload; i < packet.offset + packet.captured; i++) {
            wrongBytes += packet.bytes.get(i) == byteAt(sequence - start + i - payload) ? 0 : 1;
            bytes++;
        }
    }

    /** The byte at this place of the stream that is sent. */
    private static byte byteAt(int index) {
        return (byte) (index * 31 + (index >>> 8) * 7 + (index >>> 16));
    }

    /** The first {@code count} bytes of the stream. */
    static byte[] pattern(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = byteAt(i);
        }
        return bytes;
    }
}
