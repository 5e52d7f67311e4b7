package gateway.core.internal.source;

/**
 * The frames of a capture file, one after the other; the fields are those of the latest frame. Formats differ in how
 * they say the same few things.
 */
abstract sealed class CaptureRecords permits PcapRecords, PcapNgRecords {
    static final long MICROS_PER_SECOND = 1_000_000;
    /** The value of {@link #micros} where a format does not say when. */
    static final long NO_TIME = -1;

    /** The link type, as tcpdump.org lists them. */
    int linkType;
    /** Index of the frame's first byte in the input's buffer. */
    int offset;
    /** How many bytes of the frame are there. */
    int captured;
    /** How many bytes it had on the wire, never less. */
    int length;
    /** When it was seen, in microseconds since 1970, or {@link #NO_TIME}. */
    long micros;

    /** The file's bytes. */
    final CaptureInput input;

    CaptureRecords(CaptureInput input) {
        this.input = input;
    }

    /**
     * Goes to the next frame.
     *
     * @return false at the end of the file
     * @throws CaptureException where the file is broken or cut
     */
    abstract boolean next();

    /** Recognises the format by the file's first bytes. */
    static CaptureRecords of(CaptureInput input) {
        if (input.atEnd()) {
            throw input.useless("the file is empty");
        }
        input.have(4, "its first four bytes");
        int magic = input.bytes.getInt(input.next());
        return magic == PcapNgRecords.SECTION_HEADER ? new PcapNgRecords(input) : new PcapRecords(input, magic);
    }

    /** Takes over what a record's header says, once it was checked against what a frame can be. */
    final void frame(int index, int capturedBytes, int wireBytes) {
        offset = index;
        captured = capturedBytes;
        // Some writers put 0 or a snap length here.
        length = wireBytes < capturedBytes || wireBytes > CaptureInput.MAX_RECORD ? capturedBytes : wireBytes;
    }

    /** The number of bytes in a record, which comes from the file as an unsigned number. */
    final int checkedLength(int bytes) {
        if (bytes < 0 || bytes > CaptureInput.MAX_RECORD) {
            throw input.broken("a record of " + Integer.toUnsignedString(bytes) + " bytes, more than "
                + CaptureInput.MAX_RECORD);
        }
        return bytes;
    }
}
