package gateway.protocol.ppstream;

import gateway.api.packet.ByteView;

/**
 * A part of a video, asked for or sent. Places are counted in units of 256 bytes; a part is 1024 bytes, four units.
 *
 * @param offset where it begins in the file, in bytes
 * @param from where its bytes stand in the plain message
 * @param length how many there are; 0 in a request
 */
record Piece(long offset, int from, int length) {
    private static final int UNIT = 256;
    private static final int FLAGS = 15;
    private static final int MORE_FLAGS = 16;
    /** A peer says, too, how it gets on. */
    private static final int STATUS = 0x38;
    private static final int STATUS_LENGTH = 18;
    private static final int SHORT_FIELD = 0x01;
    private static final int SHORT_FIELD_LENGTH = 2;
    private static final int REQUEST_LENGTH = 37;
    private static final int REQUEST_INDEX = 24;
    private static final int DATA_INDEX = 28;
    private static final int DATA = 37;
    private static final int TRAILER = 4;

    /** What a request asks for; null if that cannot be told. */
    static Piece asked(ByteView message) {
        int optional = optional(message);
        return optional >= 0 && message.length() == REQUEST_LENGTH + optional
            ? new Piece(offset(message, REQUEST_INDEX + optional), 0, 0) : null;
    }

    /** What an answer holds; null if it holds nothing, or that cannot be told. */
    static Piece sent(ByteView message) {
        int optional = optional(message);
        int from = DATA + optional;
        int length = message.length() - from - TRAILER;
        return optional >= 0 && length > 0
            ? new Piece(offset(message, DATA_INDEX + optional), from, length) : null;
    }

    private static long offset(ByteView message, int index) {
        return Little.u32(message, index) * UNIT;
    }

    /** Bytes of the fields in front that are not always there; -1 where flags were never seen so. */
    private static int optional(ByteView message) {
        int status = message.u8(FLAGS) & STATUS;
        if (status != 0 && status != STATUS) {
            return -1;
        }
        return (status == 0 ? 0 : STATUS_LENGTH)
            + ((message.u8(MORE_FLAGS) & SHORT_FIELD) == 0 ? 0 : SHORT_FIELD_LENGTH);
    }
}
