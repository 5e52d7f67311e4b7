package gateway.protocol.ppstream;

import gateway.api.packet.ByteView;

/**
 * The form in which messages between peers go: of the first 128 bytes each is combined (XOR) with the one before it,
 * as it stands on the wire. The last of them, here the key, stays as it is, and the first is combined with it. The
 * second only gets a bit that says so, and the third is combined with the first. There is no secret.
 *
 * <p>No byte moves: what stands at a place of the plain message stands there in the scrambled one. Changing one byte
 * changes those behind it up to the key, so a change is made in the plain message, which is then scrambled again. The
 * key is the message's own last byte (or its 128th). That the first byte and the key make the low byte of the length
 * is all that can be checked, and holds for whatever was scrambled here: no check byte has to be put right.
 */
final class Scrambling {
    /** How many bytes are scrambled at most, the key included. */
    static final int REACH = 128;
    /** The bit of the second byte that says that a datagram is scrambled: the high byte of no length needs it. */
    static final int FLAG = 0x80;
    private static final int CHAIN = 3;

    private Scrambling() {
    }

    /**
     * Whether a datagram says its own length in this form.
     *
     * @param datagram what is there of it
     * @param length how long it was
     */
    static boolean is(ByteView datagram, int length) {
        int key = key(length);
        return key >= CHAIN && datagram.length() > key && (datagram.u8(1) & FLAG) != 0
            && plain(datagram, length, 0) == (length & 0xff) && plain(datagram, length, 1) == length >> 8;
    }

    /** One byte of the plain message. */
    static int plain(ByteView datagram, int length, int at) {
        int key = key(length);
        int wire = datagram.u8(at);
        if (at >= key) {
            return wire;
        }
        return switch (at) {
            case 0 -> wire ^ datagram.u8(key);
            case 1 -> wire & ~FLAG;
            case 2 -> wire ^ datagram.u8(0);
            default -> wire ^ datagram.u8(at - 1);
        };
    }

    /** Makes a scrambled datagram of {@code length} bytes, 4 at least, plain in its place. */
    static void open(byte[] datagram, int length) {
        int key = key(length);
        for (int i = key - 1; i >= CHAIN; i--) {
            datagram[i] ^= datagram[i - 1];
        }
        datagram[2] ^= datagram[0];
        datagram[1] &= ~FLAG;
        datagram[0] ^= datagram[key];
    }

    /** Scrambles a plain datagram of {@code length} bytes, 4 at least, in its place. */
    static void close(byte[] datagram, int length) {
        int key = key(length);
        datagram[0] ^= datagram[key];
        datagram[1] |= (byte) FLAG;
        datagram[2] ^= datagram[0];
        for (int i = CHAIN; i < key; i++) {
            datagram[i] ^= datagram[i - 1];
        }
    }

    /** Where the key stands. */
    private static int key(int length) {
        return Math.min(length, REACH) - 1;
    }
}
