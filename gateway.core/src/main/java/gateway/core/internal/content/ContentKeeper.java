package gateway.core.internal.content;

import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps content that is to be scanned, and has it scanned. Workers fill it without a lock and without waiting; its one
 * thread does what they must not: it writes to the disk, and asks the scanner once that is done. What it has to do is
 * bounded by the content there is.
 */
public final class ContentKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContentKeeper.class);
    private static final int CHUNK = 256;
    private static final long CLOSE_MILLIS = 2000;

    private final ContentPages pages;
    private final ContentFiles files;
    private final QuarantineFolder quarantine;
    private final PartialFiles partials;
    private final ScannerSeat seat;
    private final MessagePassingQueue<Runnable> tasks = new MpscUnboundedAtomicArrayQueue<>(CHUNK);
    private final Thread thread = new Thread(this::run, "content keeper");
    private volatile boolean idle;
    private volatile boolean closing;

    /**
     * A keeper whose thread runs.
     *
     * @param settings how much is kept
     * @param work the gateway's work directory, where what has no room in memory and what is infected is kept
     * @param seat who scans
     */
    public ContentKeeper(ScanSettings settings, Path work, ScannerSeat seat) {
        this.pages = new ContentPages(settings.memoryBytes());
        this.files = new ContentFiles(work.resolve("content"), settings.diskBytes());
        this.partials = new PartialFiles(files);
        this.quarantine = new QuarantineFolder(work.resolve("quarantine"), settings.quarantineBytes());
        this.seat = seat;
        thread.setDaemon(true);
        thread.start();
    }

    /** Content without a byte; a worker fills it. */
    public KeptContent begin() {
        return new KeptContent(this, pages);
    }

    /** Whether {@code bytes} more have room in memory now. Any thread. */
    public boolean hasRoom(int bytes) {
        return pages.bytesFree() >= bytes + 2L * ContentPages.PAGE_BYTES;
    }

    /**
     * Has content scanned, to which nothing is added any more.
     *
     * @param judged is told once, on any thread; must return quickly
     * @return for {@link Asked#cancel}
     */
    public Asked ask(KeptContent content, ScanMethod method, Consumer<Judgement> judged) {
        content.share();
        Asked asked = asked(content, method, judged);
        perform(() -> seat.scan(asked));
        return asked;
    }

    /**
     * Has a part of a file scanned; all of the file, if that is here now.
     *
     * @param first where in the file the part begins
     */
    public Asked ask(KeptContent part, FileIdentity identity, long first, Consumer<Judgement> judged) {
        part.share();
        Asked asked = asked(part, ScanMethod.WINDOW, judged);
        perform(() -> {
            FileChannel whole = part.lost() ? null : partials.add(identity, first, part, System.nanoTime());
            if (whole != null) {
                asked.becomeWhole(KeptContent.of(this, pages, whole, identity.size()));
            }
            seat.scan(asked);
        });
        return asked;
    }

    private Asked asked(KeptContent content, ScanMethod method, Consumer<Judgement> judged) {
        Asked[] asked = new Asked[1];
        asked[0] = new Asked(content, method, verdict -> onVerdict(asked[0].content(), verdict, judged));
        return asked[0];
    }

    private void onVerdict(KeptContent content, ScanVerdict verdict, Consumer<Judgement> judged) {
        if (verdict instanceof ScanVerdict.Infected && verdict.method() == ScanMethod.WHOLE) {
            content.share();
            perform(() -> {
                judged.accept(lookInto(content, verdict));
                content.drop();
            });
        } else {
            judged.accept(new Judgement(verdict));
        }
    }

    private Judgement lookInto(KeptContent content, ScanVerdict verdict) {
        try {
            String sha256 = content.sha256();
            return new Judgement(verdict, sha256, quarantine.keep(content, sha256));
        } catch (IOException unreadable) {
            LOG.error("an infected file cannot be read: {}", unreadable.toString());
            return new Judgement(verdict);
        }
    }

    /** A full page is to go to the disk. */
    void write(KeptContent content, KeptContent.Page page) {
        perform(() -> content.moveToDisk(page, files));
    }

    /** Nobody has the content any more. */
    void end(KeptContent content) {
        perform(() -> content.release(files));
    }

    /** Bytes of content in memory. */
    public long bytesInMemory() {
        return pages.bytesInUse();
    }

    /** Bytes of content on the disk. */
    public long bytesOnDisk() {
        return files.bytes();
    }

    private void perform(Runnable task) {
        tasks.offer(task);
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!closing || !tasks.isEmpty()) {
            Runnable task = tasks.poll();
            if (task != null) {
                attempt(task);
                continue;
            }
            idle = true;
            if (tasks.isEmpty() && !closing) {
                LockSupport.park(this);
            }
            idle = false;
        }
        partials.clear();
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error unexpected) {
            LOG.error("the content keeper met an error and goes on", unexpected);
        }
    }

    /** Ends the thread when everything was done that it has to do. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
