package gateway.auditor;

import gateway.api.content.AuditRecord;
import gateway.api.content.FilePart;
import gateway.api.operation.RecordArchive;
import gateway.auditor.archive.Archive;
import gateway.auditor.archive.Search;
import gateway.auditor.file.FileStore;
import gateway.auditor.file.Outcome;
import gateway.auditor.file.StoredFiles;
import gateway.auditor.line.LineKeeper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that keeps records under one configuration: lines, database, files. Made and ended under the auditor's
 * lock, as is every call but {@link #problem} and {@link #search}.
 */
final class Keeping implements AutoCloseable {
    private static final long FLUSH_MILLIS = 250;
    private static final long FILES_IN_MEMORY = 128L << 20;

    private final Settings settings;
    private final Redaction redaction;
    private final Optional<LineKeeper> lines;
    private final Optional<Archive> archive;
    private final Optional<Search> search;
    private final Optional<FileStore> files;
    private long flushedNanos = System.nanoTime();

    Keeping(Settings settings, Consumer<String> log) {
        this.settings = settings;
        redaction = redaction(settings, log);
        lines = settings.lines().map(placement -> new LineKeeper(placement,
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), log));
        archive = settings.retention().map(retention -> new Archive(settings.directory().resolve("records.db"),
            retention, System::currentTimeMillis, log));
        Path directory = settings.directory().resolve("files");
        Optional<StoredFiles> stored = archive.map(database -> new StoredFiles(directory, database));
        search = stored.map(all -> new Search(archive.get(), all::open));
        files = stored.map(all -> new FileStore(directory, settings.filesBytes(), FILES_IN_MEMORY, all,
            System::currentTimeMillis, this::became));
        archive.ifPresent(Archive::open);
    }

    private static Redaction redaction(Settings settings, Consumer<String> log) {
        if (!settings.hashes() || settings.redacted().isEmpty()) {
            return new Redaction(settings.redacted(), null);
        }
        try {
            return new Redaction(settings.redacted(), Salt.in(settings.directory()));
        } catch (IOException noSalt) {
            log.accept("redacted fields are left empty, since there is no salt for hashes: " + noSalt.getMessage());
            return new Redaction(settings.redacted(), null);
        }
    }

    Settings settings() {
        return settings;
    }

    /** Answers consoles; empty without a database. Any thread. */
    Optional<RecordArchive> search() {
        return search.map(found -> found);
    }

    /** What keeps it from keeping everything; empty if nothing does. Any thread. */
    String problem() {
        return Stream.of(lines.map(LineKeeper::problem), archive.map(Archive::problem), files.map(FileStore::problem))
            .flatMap(Optional::stream).filter(each -> !each.isEmpty()).collect(Collectors.joining("; "));
    }

    void keep(AuditRecord record) {
        if (settings.wants(record)) {
            AuditRecord kept = redaction.of(record);
            lines.ifPresent(keeper -> keeper.keep(kept));
            archive.ifPresent(database -> database.add(kept));
        }
        flushIfDue();
    }

    void fileBegan(FilePart part) {
        files.ifPresent(store -> store.began(part));
    }

    void fileBytes(long part, long offset, ByteBuffer bytes) {
        files.ifPresent(store -> store.bytes(part, offset, bytes));
        flushIfDue();
    }

    void fileEnded(long part, boolean whole, String why) {
        files.ifPresent(store -> store.ended(part, whole, why));
        flushIfDue();
    }

    void onIdle() {
        files.ifPresent(FileStore::onIdle);
        lines.ifPresent(LineKeeper::flush);
        archive.ifPresent(Archive::commitIfDue);
    }

    /** Also where records never end, what was kept is soon on the disk. */
    private void flushIfDue() {
        long now = System.nanoTime();
        if (now - flushedNanos >= TimeUnit.MILLISECONDS.toNanos(FLUSH_MILLIS)) {
            flushedNanos = now;
            onIdle();
        }
    }

    private void became(Outcome outcome) {
        keep(outcome.record(System.currentTimeMillis()));
    }

    @Override
    public void close() {
        files.ifPresent(FileStore::close);
        lines.ifPresent(LineKeeper::close);
        search.ifPresent(Search::close);
        archive.ifPresent(Archive::close);
    }
}
