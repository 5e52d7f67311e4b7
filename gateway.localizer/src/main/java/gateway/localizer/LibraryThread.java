package gateway.localizer;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The localizer's own thread: looks at files every second, at servers when it is time, and tells the localization what
 * is new. Files come before servers, which may keep it waiting.
 */
final class LibraryThread implements AutoCloseable {
    private static final long LOOK_MILLIS = 1000;
    private static final long END_MILLIS = 3000;

    private final Localization localization;
    private final Path work;
    private final LongSupplier clock;
    private final Consumer<String> log;
    private final Thread thread = new Thread(this::run, "localizer");
    private volatile Library library;
    /** Guarded by this. */
    private Settings wanted;
    private boolean closed;

    /** @param clock in milliseconds since 1970 */
    LibraryThread(Localization localization, Path work, LongSupplier clock, Consumer<String> log) {
        this.localization = localization;
        this.work = work;
        this.clock = clock;
        this.log = log;
        thread.setDaemon(true);
    }

    void start(Settings settings) {
        want(settings);
        thread.start();
    }

    /** From now on what these settings name is read. */
    synchronized void want(Settings settings) {
        wanted = settings;
        notifyAll();
    }

    List<String> sources(long nowMillis) {
        Library now = library;
        return now == null ? List.of() : now.sources(nowMillis);
    }

    Stream<String> problems() {
        Library now = library;
        return now == null ? Stream.empty() : now.problems(clock.getAsLong());
    }

    private void run() {
        try {
            for (Settings next = next(null); next != null; next = next(next)) {
                look(next);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Settings settings) {
        try {
            boolean other = library == null || library.settings() != settings;
            Library now = other ? new Library(settings, library, work, log) : library;
            library = now;
            if (now.refreshFiles(clock.getAsLong()) || other) {
                localization.know(now.knowledge());
            }
            if (now.refreshMaps(clock.getAsLong())) {
                localization.know(now.knowledge());
            }
        } catch (RuntimeException unexpected) {
            log.accept("reading what is near and far failed: " + unexpected);
        }
    }

    /** The settings that are wanted, after a while or when they are others; null at the end. */
    private synchronized Settings next(Settings before) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
        while (before != null && before == wanted && !closed) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return closed ? null : wanted;
    }

    /** Ends the thread, also where it waits for a server. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        Library now = library;
        if (now != null) {
            now.close();
        }
        thread.interrupt();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
