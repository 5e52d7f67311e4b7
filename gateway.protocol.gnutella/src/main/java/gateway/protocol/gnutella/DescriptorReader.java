package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;
import gateway.api.protocol.DissectionEvent.ListedPeer;

/**
 * Frames the descriptors of one direction of a link, plain or after inflating. Where the thread is lost, the next
 * place is looked for where two headers stand as far apart as the first of them says.
 */
final class DescriptorReader {
    /** Longer descriptors are stepped over. */
    static final int MAX_READ = 32 * 1024;
    /** Nobody sends longer ones: these are no descriptors. */
    static final int MAX_LENGTH = 4 * 1024 * 1024;
    /** A thread that was lost is not looked for in more bytes than these. */
    static final int MAX_SEARCHED = 64 * 1024;
    /** Between two headers that tell the place of each other. */
    private static final int MAX_STEP = 4096;

    private final Report report;
    private final Messages messages;
    private long skipping;
    private boolean searching;
    private int searched;
    private int wanted;

    DescriptorReader(Report report, Messages messages, boolean searching) {
        this.report = report;
        this.messages = messages;
        this.searching = searching;
    }

    /**
     * Reads as far as the bytes go.
     *
     * @param offset of the view's first byte in the stream, {@link ListedPeer#NOWHERE} if it has none
     * @return how many bytes are done with
     */
    int read(ByteView bytes, long offset) {
        int at = 0;
        wanted = 0;
        while (at < bytes.length() && !lost()) {
            int next = skipping > 0 ? skip(bytes, at) : searching ? search(bytes, at) : descriptor(bytes, at, offset);
            if (next < 0) {
                break;
            }
            at = next;
        }
        at = lost() ? bytes.length() : at;
        wanted = at == bytes.length() ? 0 : wanted;
        return at;
    }

    /** How many bytes from the first one that is not done with are needed to go on. */
    int wanted() {
        return wanted;
    }

    /** Whether the thread was lost and not found again. */
    boolean lost() {
        return searched > MAX_SEARCHED;
    }

    /** So many bytes are missing; 0 where nobody knows how many. */
    void gap(long missing) {
        if (missing > 0 && missing <= skipping) {
            skipping -= missing;
        } else {
            skipping = 0;
            searching = true;
            searched = 0;
        }
    }

    private int skip(ByteView bytes, int at) {
        int step = (int) Math.min(skipping, bytes.length() - at);
        skipping -= step;
        return at + step;
    }

    private int descriptor(ByteView bytes, int at, long offset) {
        if (!has(bytes, at, Descriptor.HEADER)) {
            return -1;
        }
        long length = Descriptor.length(bytes, at);
        if (!Descriptor.plausible(bytes, at) || length > MAX_LENGTH) {
            report.anomaly("bad_descriptor", "type " + Descriptor.type(bytes, at) + ", length " + length);
            searching = true;
            searched = 0;
            return at;
        }
        int type = Descriptor.type(bytes, at);
        if (!Messages.isRead(type) || length > MAX_READ) {
            if (Messages.isRead(type)) {
                report.anomaly("descriptor_too_long", "type " + type + ", length " + length);
            }
            skipping = Descriptor.HEADER + length;
            return at;
        }
        int whole = Descriptor.HEADER + (int) length;
        if (!has(bytes, at, whole)) {
            return -1;
        }
        messages.onDescriptor(type, bytes, at + Descriptor.HEADER, at + whole, offset);
        return at + whole;
    }

    /** One step of the search; each place is judged only when all that it depends on is there. */
    private int search(ByteView bytes, int at) {
        if (!has(bytes, at, Descriptor.HEADER)) {
            return -1;
        }
        long length = Descriptor.length(bytes, at);
        if (Descriptor.plausible(bytes, at) && length <= MAX_STEP) {
            int next = Descriptor.HEADER + (int) length;
            if (!has(bytes, at, next + Descriptor.HEADER)) {
                return -1;
            }
            if (Descriptor.plausible(bytes, at + next) && Descriptor.length(bytes, at + next) <= MAX_LENGTH) {
                searching = false;
                return at;
            }
        }
        searched++;
        return at + 1;
    }

    private boolean has(ByteView bytes, int at, int count) {
        wanted = count;
        return bytes.length() - at >= count;
    }
}
