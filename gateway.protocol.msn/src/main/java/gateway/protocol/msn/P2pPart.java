package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import java.util.Optional;

/**
 * A packet of MSNP2P: its header, and where its bytes stand. Both versions of the header, in one form: the first has
 * 48 bytes, the low ones first; the second, between places of MSNP16 and later, has a length of its own and the high
 * bytes first.
 *
 * @param kind what it carries
 * @param session the transfer's number, 0 for what is said about transfers
 * @param message what belongs together
 * @param first whether the message begins with it
 * @param offset where its bytes stand in the message; {@link #UNKNOWN} where only the rest is told
 * @param total bytes of the message; {@link #UNKNOWN} likewise
 * @param remaining bytes of the message behind it
 * @param from where its bytes begin
 * @param length of its bytes
 */
record P2pPart(Kind kind, long session, long message, boolean first, long offset, long total, long remaining,
               int from, int length) {
    static final long UNKNOWN = -1;
    /** The first version's header. */
    static final int HEADER = 48;
    /** The flag of the packet that opens a direct connection. */
    static final int HANDSHAKE = 0x100;
    /** Acknowledgements, errors, the end of a session, a handshake: nothing of a message. */
    private static final int CONTROL = 0x1ce;
    private static final int FILE = 0x30;
    private static final int OBJECT = 0x20;
    private static final int SHORTEST = 8;
    private static final int FIRST2 = 1;
    private static final int OBJECT2 = 4;
    private static final int FILE2 = 6;

    /** What a packet carries. */
    enum Kind {
        /** A part of a text about transfers. */
        SLP,
        /** A part of a file. */
        FILE,
        /** A part of a picture or the like. */
        OBJECT,
        /** Bytes of a transfer, without a word of what they are. */
        DATA,
        /** Acknowledgements and their like. */
        NOTHING
    }

    /** The packet in a frame of its own, or with a footer of four bytes behind it; empty if it is none. */
    static Optional<P2pPart> parse(ByteView bytes, boolean second, int footer) {
        Optional<P2pPart> likely = second ? second(bytes, footer) : first(bytes, footer);
        return likely.isPresent() ? likely : second ? first(bytes, footer) : second(bytes, footer);
    }

    private static Optional<P2pPart> first(ByteView bytes, int footer) {
        if (bytes.length() < HEADER) {
            return Optional.empty();
        }
        long session = little32(bytes, 0);
        long offset = little64(bytes, 8);
        long total = little64(bytes, 16);
        long length = little32(bytes, 24);
        int flags = (int) little32(bytes, 28);
        boolean control = (flags & CONTROL) != 0 || length == 0;
        boolean fits = length + HEADER == bytes.length() - footer;
        if (!fits || !control && (offset < 0 || total < length || offset > total - length)) {
            return Optional.empty();
        }
        Kind kind = control ? Kind.NOTHING : session == 0 ? Kind.SLP
            : (flags & FILE) == FILE ? Kind.FILE : (flags & OBJECT) != 0 ? Kind.OBJECT : Kind.DATA;
        return Optional.of(new P2pPart(kind, session, little32(bytes, 4), offset == 0, offset, total,
            total - offset - length, HEADER, (int) length));
    }

    private static Optional<P2pPart> second(ByteView bytes, int footer) {
        int header = bytes.length() < SHORTEST ? 0 : bytes.u8(0);
        int length = header < SHORTEST ? 0 : bytes.u16(2);
        if (header < SHORTEST || header + length != bytes.length() - footer) {
            return Optional.empty();
        }
        if (length == 0) {
            return Optional.of(new P2pPart(Kind.NOTHING, 0, 0, false, UNKNOWN, UNKNOWN, 0, header, 0));
        }
        int inner = length < SHORTEST ? 0 : bytes.u8(header);
        if (inner < SHORTEST || inner > length) {
            return Optional.empty();
        }
        int flags = bytes.u8(header + 1);
        long session = bytes.u32(header + 4);
        long remaining = remaining(bytes, header + SHORTEST, header + inner);
        int data = length - inner;
        if (remaining < 0 || remaining > Long.MAX_VALUE - data) {
            return Optional.empty();
        }
        Kind kind = data == 0 ? Kind.NOTHING : session == 0 ? Kind.SLP : (flags & FILE2) == FILE2 ? Kind.FILE
            : (flags & OBJECT2) != 0 ? Kind.OBJECT : Kind.DATA;
        boolean begins = (flags & FIRST2) != 0;
        return Optional.of(new P2pPart(kind, session, bytes.u16(header + 2), begins, begins ? 0 : UNKNOWN,
            begins ? data + remaining : UNKNOWN, remaining, header + inner, data));
    }

    /** The value of the entry that says how much is to come; 0 if there is none, negative if it lies. */
    private static long remaining(ByteView bytes, int from, int to) {
        int at = from;
        while (at + 2 <= to && bytes.u8(at) != 0) {
            int length = bytes.u8(at + 1);
            if (at + 2 + length > to) {
                return UNKNOWN;
            }
            if (bytes.u8(at) == 1 && length == Long.BYTES) {
                return bytes.i64(at + 2);
            }
            at += 2 + length;
        }
        return 0;
    }

    static long little32(ByteView bytes, int at) {
        return Integer.reverseBytes(bytes.i32(at)) & 0xffff_ffffL;
    }

    private static long little64(ByteView bytes, int at) {
        return Long.reverseBytes(bytes.i64(at));
    }
}
