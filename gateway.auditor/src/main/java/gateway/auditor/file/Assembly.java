package gateway.auditor.file;

import gateway.api.content.FilePart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that is being put together, from one part or from several. Where parts overlap, what came first stays.
 * One thread.
 */
final class Assembly {
    /** Parts of one file that are remembered by name and peers. */
    static final int MOST_PARTS = 64;

    private final Draft draft;
    private final Content content;
    private final long size;
    private final Ranges there = new Ranges();
    private final List<FilePart> parts = new ArrayList<>();
    private int open;
    private long touchedMillis;
    private String failure = "";
    private boolean settled;

    /**
     * A file without a byte.
     *
     * @param draft takes its bytes
     * @param content what further parts have to be of; null where one part is all of it
     * @param size in bytes; negative where nobody knows
     */
    Assembly(Draft draft, Content content, long size) {
        this.draft = draft;
        this.content = content;
        this.size = size;
    }

    /** One more part brings bytes of it. */
    void join(FilePart part, long nowMillis) {
        open++;
        touchedMillis = nowMillis;
        if (parts.size() < MOST_PARTS) {
            parts.add(part);
        }
    }

    /** A part brings no more. */
    void leave(long nowMillis) {
        open--;
        touchedMillis = nowMillis;
    }

    /** How many bytes of these it would keep. */
    long wants(long offset, int length) {
        if (offset == there.end()) {
            return length;
        }
        return there.missing(offset, offset + length).stream().mapToLong(each -> each.to() - each.from()).sum();
    }

    /** Keeps bytes; what goes wrong is its {@link #failure} from then on. */
    void write(long offset, ByteBuffer bytes, long nowMillis) throws IOException {
        int length = bytes.remaining();
        touchedMillis = nowMillis;
        if (offset < 0 || offset > Long.MAX_VALUE - length || size >= 0 && offset + length > size) {
            fail("it had bytes beyond its size");
            return;
        }
        for (Ranges.Range range : there.missing(offset, offset + length)) {
            ByteBuffer piece = bytes.slice(bytes.position() + (int) (range.from() - offset),
                (int) (range.to() - range.from()));
            draft.write(piece, range.from());
        }
        if (!there.add(offset, offset + length)) {
            fail("its parts came in too many pieces");
        }
    }

    /** It will not become whole. */
    void fail(String why) {
        if (failure.isEmpty()) {
            failure = why;
        }
    }

    /** Why it will not become whole; empty while it may. */
    String failure() {
        return failure;
    }

    /** Whether all bytes are there; of a file of which nobody knows the size, all from its beginning. */
    boolean complete() {
        return failure.isEmpty() && there.bytes() > 0 && there.covers(size < 0 ? there.end() : size);
    }

    boolean inUse() {
        return open > 0;
    }

    /** What further parts have to be of; null where one part is all of it. */
    Content content() {
        return content;
    }

    /**
     * It is stored or given up, and takes no more bytes.
     *
     * @return whether it was not yet
     */
    boolean settle() {
        boolean first = !settled;
        settled = true;
        return first;
    }

    boolean settled() {
        return settled;
    }

    long touchedMillis() {
        return touchedMillis;
    }

    long bytes() {
        return there.bytes();
    }

    List<FilePart> parts() {
        return parts;
    }

    /** Its bytes. */
    Draft draft() {
        return draft;
    }
}
