package gateway.core.internal.content;

import gateway.api.content.ScanContent;
import gateway.api.packet.ByteView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bytes of a transfer, one behind the other, that are kept until it was said what they are: in memory first, on a disk
 * from the page on that is one too many. A worker fills it. Once it was handed to {@link ContentKeeper#ask} it stays
 * as it is, and others read it. Whoever has it {@link #share}s or {@link #drop}s it.
 */
public final class KeptContent implements ScanContent {
    private static final int PAGE = ContentPages.PAGE_BYTES;
    /** So many full pages stay in memory while there is plenty: most files are short. */
    private static final int IN_MEMORY = 64;

    private final ContentKeeper keeper;
    private final ContentPages pages;
    /** Its worker's, and from its handing over on everybody's. */
    private final List<Page> kept = new ArrayList<>(4);
    private final AtomicInteger holders = new AtomicInteger(1);
    private long length;
    private int written;
    /** The file behind it; null while there is none. The keeper's thread opens and closes it. */
    private FileChannel file;
    private volatile boolean lost;
    private volatile boolean closed;

    /** A file that is complete; it is this content's to close. */
    static KeptContent of(ContentKeeper keeper, ContentPages pages, FileChannel file, long length) {
        KeptContent content = new KeptContent(keeper, pages);
        content.file = file;
        content.length = length;
        for (long at = 0; at < length; at += PAGE) {
            content.kept.add(new Page(at, null));
        }
        return content;
    }

    /** A page of it, in memory or on the disk: the keeper's thread moves it, before anybody reads it. */
    static final class Page {
        private final long position;
        private ByteBuffer bytes;

        Page(long position, ByteBuffer bytes) {
            this.position = position;
            this.bytes = bytes;
        }
    }

    KeptContent(ContentKeeper keeper, ContentPages pages) {
        this.keeper = keeper;
        this.pages = pages;
    }

    /**
     * Appends bytes; its worker only.
     *
     * @return false where there is no room for all of them: it is of no use any more
     */
    public boolean append(ByteView bytes, int from, int count) {
        for (int done = 0; done < count;) {
            int within = (int) (length % PAGE);
            if (within == 0 && !beginPage()) {
                lost = true;
                return false;
            }
            int part = Math.min(count - done, PAGE - within);
            bytes.copyTo(from + done, part, kept.get(kept.size() - 1).bytes, within);
            length += part;
            done += part;
        }
        return !lost;
    }

    private boolean beginPage() {
        int full = kept.size();
        if (full > IN_MEMORY || full > 1 && pages.scarce()) {
            // The last one stays: the next window may begin with its end.
            for (; written < full - 1; written++) {
                keeper.write(this, kept.get(written));
            }
        }
        ByteBuffer page = pages.take();
        return page != null && kept.add(new Page(length, page));
    }

    /** Another content that begins with the last {@code count} bytes of this one, or with all there are. */
    public KeptContent follow(int count) {
        KeptContent next = keeper.begin();
        int more = (int) Math.min(count, lastInMemory());
        ByteView view = new ByteView();
        for (long at = length - more; at < length;) {
            int within = (int) (at % PAGE);
            int part = (int) Math.min(PAGE - within, length - at);
            view.aim(kept.get((int) (at / PAGE)).bytes, within, part);
            next.append(view, 0, part);
            at += part;
        }
        return next;
    }

    /** How many bytes at its end are surely in memory: those of the pages that the keeper was not given. */
    private long lastInMemory() {
        return length - (long) written * PAGE;
    }

    @Override
    public long length() {
        return length;
    }

    /** Whether bytes of it are missing, for want of memory or of a disk. */
    public boolean lost() {
        return lost;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        if (closed) {
            throw new IOException("the content is gone");
        }
        int within = (int) (position % PAGE);
        int part = (int) Math.min(Math.min(PAGE - within, length - position), target.remaining());
        ByteBuffer page = kept.get((int) (position / PAGE)).bytes;
        if (page != null) {
            target.put(target.position(), page, within, part);
            target.position(target.position() + part);
            return part;
        }
        ByteBuffer window = target.slice(target.position(), part);
        int read = file.read(window, position);
        if (read <= 0) {
            throw new IOException("its file is too short");
        }
        target.position(target.position() + read);
        return read;
    }

    /** Takes content piece by piece. */
    interface Sink {
        /** The next bytes, from position to limit, which stand at {@code at}; takes all of them. */
        void take(ByteBuffer piece, long at) throws IOException;
    }

    /** Hands all of it to a sink, in order. */
    void pour(Sink sink) throws IOException {
        ByteBuffer piece = ByteBuffer.allocateDirect(PAGE);
        for (long at = 0; at < length;) {
            int read = read(at, piece.clear());
            sink.take(piece.flip(), at);
            at += read;
        }
    }

    /** The hash of all of it, in hexadecimal. */
    String sha256() throws IOException {
        MessageDigest hash = newHash();
        pour((piece, at) -> hash.update(piece));
        return HexFormat.of().formatHex(hash.digest());
    }

    private static MessageDigest newHash() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Nobody reads it any more; who does all the same is told so. Any thread. */
    void close() {
        closed = true;
    }

    /** One more has it. */
    void share() {
        holders.incrementAndGet();
    }

    /** One has it no more; the last one's word ends it. Any thread. */
    public void drop() {
        if (holders.decrementAndGet() == 0) {
            close();
            keeper.end(this);
        }
    }

    /** The keeper's thread: one full page moves to the disk. */
    void moveToDisk(Page page, ContentFiles files) {
        try {
            if (file == null) {
                file = files.open();
            }
            files.write(file, page.bytes.duplicate().clear(), page.position);
            pages.giveBack(page.bytes);
            page.bytes = null;
        } catch (IOException noRoom) {
            lost = true;
            files.failed(noRoom);
        }
    }

    /** The keeper's thread: its memory and its file are given back. */
    void release(ContentFiles files) {
        for (Page page : kept) {
            if (page.bytes != null) {
                pages.giveBack(page.bytes);
            }
        }
        kept.clear();
        if (file != null) {
            files.close(file);
            file = null;
        }
    }
}
