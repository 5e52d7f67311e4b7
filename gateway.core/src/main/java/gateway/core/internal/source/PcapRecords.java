package gateway.core.internal.source;

/**
 * The classic format (draft-ietf-opsawg-pcap): a file header, then records of a header and a frame, in the byte
 * order of the machine that wrote them. Times are in microseconds or nanoseconds by the magic number; the variant of
 * A. Kuznetzov has eight more bytes in each record's header.
 */
final class PcapRecords extends CaptureRecords {
    private static final int MICROS = 0xa1b2c3d4;
    private static final int NANOS = 0xa1b23c4d;
    private static final int MODIFIED = 0xa1b2cd34;
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int MODIFIED_HEADER = 24;

    private final boolean swapped;
    private final int header;
    private final int ticksPerMicro;

    PcapRecords(CaptureInput input, int magic) {
        super(input);
        swapped = magic != MICROS && magic != NANOS && magic != MODIFIED;
        int format = swapped ? Integer.reverseBytes(magic) : magic;
        if (format != MICROS && format != NANOS && format != MODIFIED) {
            throw input.useless("this is neither a pcap nor a pcapng file");
        }
        header = format == MODIFIED ? MODIFIED_HEADER : RECORD_HEADER;
        ticksPerMicro = format == NANOS ? 1000 : 1;
        input.have(FILE_HEADER, "the file header");
        // The upper half tells how long a frame check sequence is; the IP length cuts that off.
        linkType = i32(input.next() + 20) & 0xffff;
        input.advance(FILE_HEADER);
    }

    @Override
    boolean next() {
        if (input.atEnd() || input.onlyLineBreaksLeft()) {
            return false;
        }
        input.have(header, "a record's header");
        int bytes = checkedLength(i32(input.next() + 8));
        input.have(header + bytes, "a record of " + bytes + " bytes");
        int at = input.next();
        micros = (i32(at) & 0xffff_ffffL) * MICROS_PER_SECOND + (i32(at + 4) & 0xffff_ffffL) / ticksPerMicro;
        frame(at + header, bytes, i32(at + 12));
        input.advance(header + bytes);
        return true;
    }

    private int i32(int index) {
        int value = input.bytes.getInt(index);
        return swapped ? Integer.reverseBytes(value) : value;
    }
}
