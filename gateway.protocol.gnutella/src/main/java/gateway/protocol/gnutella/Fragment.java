package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;

/**
 * The header that Gnutella2 ({@code GND}) and the semi-reliable transport of Gnutella ({@code GTA}) put in front of
 * the parts of a datagram: the tag, flags, a number, which part, of how many; of none in an acknowledgement.
 *
 * @param second whether it is Gnutella2's
 * @param flags bit 0: compressed
 */
record Fragment(boolean second, int flags, int part, int count) {
    /** Bytes of the header. */
    static final int HEADER = 8;
    private static final byte[] GND = Text.bytes("GND");
    private static final byte[] GTA = Text.bytes("GTA");
    private static final int FLAGS = 3;
    private static final int PART = 6;
    private static final int COUNT = 7;
    private static final int DEFLATED = 0x01;
    /** Flags that somebody uses: compressed, to be acknowledged, and a bit that real programs set. */
    private static final int KNOWN_FLAGS = 0x1f;

    /** The header of a datagram; null if it has none. */
    static Fragment read(ByteView datagram) {
        boolean second = datagram.startsWith(GND);
        if (datagram.length() < HEADER || !second && !datagram.startsWith(GTA)) {
            return null;
        }
        Fragment fragment = new Fragment(second, datagram.u8(FLAGS), datagram.u8(PART), datagram.u8(COUNT));
        return fragment.sound(datagram.length()) ? fragment : null;
    }

    boolean deflated() {
        return (flags & DEFLATED) != 0;
    }

    /** Whether the whole message is in this datagram. */
    boolean whole() {
        return part == 1 && count == 1;
    }

    private boolean sound(int length) {
        boolean numbered = count == 0 ? part > 0 && length == HEADER : part >= 1 && part <= count && length > HEADER;
        return numbered && (flags & ~KNOWN_FLAGS) == 0;
    }
}
