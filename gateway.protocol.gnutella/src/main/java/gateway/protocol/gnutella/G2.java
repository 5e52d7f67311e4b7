package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;
import gateway.api.protocol.WireText;

/**
 * Packets of Gnutella2, of which only as much is read as tells them and their searches: a control byte (how long the
 * length and the name are, flags), the length, the name, then perhaps packets within and a zero, and the payload.
 */
final class G2 {
    private static final int NONE = -1;
    private static final int COMPOUND = 0x04;
    private static final int BIG_ENDIAN = 0x02;
    private static final int MAX_CHILDREN = 32;

    /** A packet: its name, and where its contents are. */
    private record Packet(String name, boolean compound, int from, int to) {
    }

    private G2() {
    }

    /** Whether [from, to) is one whole packet. */
    static boolean isWhole(ByteView bytes, int from, int to) {
        Packet packet = read(bytes, from, to);
        return packet != null && packet.to == to;
    }

    /** The words that the packet in [from, to) searches for; null if it is no search for words. */
    static WireText search(ByteView bytes, int from, int to, long offset) {
        Packet packet = read(bytes, from, to);
        if (packet == null || !packet.name.equals("Q2") || !packet.compound) {
            return null;
        }
        int at = packet.from;
        for (int i = 0; i < MAX_CHILDREN && at < packet.to && bytes.u8(at) != 0; i++) {
            Packet child = read(bytes, at, packet.to);
            if (child == null) {
                return null;
            }
            if (child.name.equals("DN")) {
                int zero = bytes.indexOf(0, child.from, child.to);
                return FileNames.text(bytes, child.from, (zero < 0 ? child.to : zero) - child.from, offset);
            }
            at = child.to;
        }
        return null;
    }

    /** The packet that begins at {@code at}, null if none does. */
    private static Packet read(ByteView bytes, int at, int to) {
        int control = at < to ? bytes.u8(at) : 0;
        int lengthBytes = control >> 6;
        int nameLength = (control >> 3 & 7) + 1;
        int from = at + 1 + lengthBytes + nameLength;
        if (control == 0 || from > to) {
            return null;
        }
        int length = length(bytes, at + 1, lengthBytes, (control & BIG_ENDIAN) != 0);
        String name = bytes.text(at + 1 + lengthBytes, nameLength);
        boolean good = length != NONE && length <= to - from && name.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return good ? new Packet(name, (control & COMPOUND) != 0, from, from + length) : null;
    }

    private static int length(ByteView bytes, int at, int count, boolean bigEndian) {
        int length = 0;
        for (int i = 0; i < count; i++) {
            int b = bytes.u8(bigEndian ? at + i : at + count - 1 - i);
            length = length << 8 | b;
        }
        return length;
    }
}
