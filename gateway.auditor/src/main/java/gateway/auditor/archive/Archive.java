package gateway.auditor.archive;

import gateway.api.content.AuditRecord;
import gateway.auditor.archive.Database.UnusableDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps records in the database, many in one transaction. Where that does not work (no room, no permission) records are
 * lost to it and counted, traffic goes on, and the log says so once and once more when it works again. A file that is
 * broken is set aside, and a new one is begun.
 *
 * <p>Records come on the auditor's record thread, looks on threads of the console; the lock is held for one record, or
 * for one commit.
 */
public final class Archive implements AutoCloseable {
    /** A transaction is committed when it is so old, and earlier where no record waits. */
    static final long COMMIT_MILLIS = 250;
    private static final long RETRY_MILLIS = 1000;
    private static final long STEP_MILLIS = 1000;
    private static final int MOST_IN_TRANSACTION = 5000;
    private static final DateTimeFormatter STAMP =
        DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final Database database;
    private final LongSupplier clock;
    private final Consumer<String> log;
    private Retention retention;
    private Connection connection;
    private Inserts inserts;
    private long begunMillis;
    private int waiting;
    private int addedSinceStep;
    private long stepAtMillis;
    private boolean failing;
    private long retryAtMillis;
    private long lost;
    private boolean fresh;
    private boolean closed;
    /** Read by any thread. */
    private volatile String problem = "";

    /**
     * Keeps records in a file, which is opened with the first one.
     *
     * @param clock milliseconds since 1970
     * @param log takes the lines for the administrator
     */
    public Archive(Path file, Retention retention, LongSupplier clock, Consumer<String> log) {
        this.database = new Database(file);
        this.retention = retention;
        this.clock = clock;
        this.log = log;
    }

    Database database() {
        return database;
    }

    /** The database file. */
    public Path file() {
        return database.file();
    }

    /** What keeps it from writing; empty if nothing does. Any thread. */
    public String problem() {
        return problem;
    }

    /** Other bounds from now on. */
    public synchronized void use(Retention other) {
        retention = other;
    }

    /** Opens the file now, so that what is wrong with it shows; any thread. */
    public synchronized void open() {
        attempt(() -> { });
    }

    /** Whether the file was begun anew since it was opened, so that it does not know the files that are stored. */
    public synchronized boolean fresh() {
        return fresh;
    }

    /** Keeps a record, or counts it as lost. */
    public synchronized void add(AuditRecord record) {
        Optional<Entry> entry = Entry.of(record);
        if (entry.isEmpty()) {
            return;
        }
        if (failing && clock.getAsLong() < retryAtMillis) {
            lost++;
            return;
        }
        if (attempt(() -> inserts.add(entry.get()))) {
            added();
        } else {
            lost++;
        }
    }

    /** A file is stored. */
    public synchronized void addFile(String hash, long size, long seenMillis) {
        if (attempt(() -> inserts.addFile(hash, size, seenMillis))) {
            added();
        }
    }

    /** Commits what waits, if it has waited for long enough, and lets go of what is too old. */
    public synchronized void commitIfDue() {
        long now = clock.getAsLong();
        if (waiting > 0 && now - begunMillis >= COMMIT_MILLIS) {
            commit();
        }
        if (now >= stepAtMillis && !(failing && now < retryAtMillis)) {
            step(now);
        }
    }

    /** Writes a look down, for good. */
    synchronized void look(String user, String asked) throws SQLException {
        boolean written = attempt(() -> {
            inserts.addLook(clock.getAsLong(), user, asked);
            waiting++;
        });
        if (!written || !commit()) {
            throw new SQLException(problem);
        }
    }

    /** Commits what waits and lets go of the file. */
    @Override
    public synchronized void close() {
        commit();
        release();
        closed = true;
        if (lost > 0) {
            log.accept(lost + " records were lost to " + file());
        }
    }

    /** What is done with the stored files in the database, such as which are to go. */
    public interface Work<T> {
        /** Does it, as a part of the running transaction. */
        T with(Connection connection) throws SQLException;
    }

    /** Does something with the database and commits it; empty where that is impossible now. */
    public synchronized <T> Optional<T> work(Work<T> work) {
        List<T> result = new ArrayList<>();
        boolean done = attempt(() -> {
            result.add(work.with(connection));
            waiting++;
        });
        return done && commit() ? Optional.ofNullable(result.get(0)) : Optional.empty();
    }

    private void added() {
        if (waiting++ == 0) {
            begunMillis = clock.getAsLong();
        }
        addedSinceStep++;
        if (waiting >= MOST_IN_TRANSACTION) {
            commit();
        }
    }

    private boolean commit() {
        if (waiting == 0) {
            return !failing;
        }
        int written = waiting;
        boolean done = attempt(() -> connection.commit());
        waiting = 0;
        if (!done) {
            lost += written;
        } else if (failing) {
            log.accept("records are kept again in " + file() + "; " + lost + " were lost to it");
            failing = false;
            problem = "";
            lost = 0;
        }
        return done;
    }

    private void step(long now) {
        boolean[] more = new boolean[1];
        int added = addedSinceStep;
        addedSinceStep = 0;
        if (attempt(() -> more[0] = retention.step(connection, now, added))) {
            waiting++;
            commit();
        }
        stepAtMillis = now + (more[0] ? COMMIT_MILLIS : STEP_MILLIS);
    }

    private interface Step {
        void take() throws SQLException;
    }

    /** Takes a step with an open database. What fails takes the running transaction with it. */
    private boolean attempt(Step step) {
        if (closed) {
            return false;
        }
        try {
            if (connection == null) {
                connect();
            }
            step.take();
            return true;
        } catch (SQLException failed) {
            failed(failed);
            return false;
        }
    }

    private void connect() throws SQLException {
        try {
            connection = database.openToWrite();
        } catch (UnusableDatabase unusable) {
            setAside(unusable.getMessage());
            try {
                connection = database.openToWrite();
            } catch (UnusableDatabase again) {
                throw new SQLException(again.getMessage(), again);
            }
        }
        inserts = new Inserts(connection);
    }

    private void failed(SQLException failure) {
        lost += waiting;
        waiting = 0;
        release();
        retryAtMillis = clock.getAsLong() + RETRY_MILLIS;
        problem = "cannot write " + file() + ": " + failure.getMessage();
        if (!failing) {
            log.accept("records are not being kept in the database, traffic goes on: " + problem);
        }
        failing = true;
        if (Database.isBroken(failure)) {
            try {
                setAside("it is broken: " + failure.getMessage());
            } catch (SQLException saidAlready) {
                return;
            }
        }
    }

    /** The file and what belongs to it get other names, so that nothing of it is lost. */
    private void setAside(String why) throws SQLException {
        String stamp = ".set-aside-" + STAMP.format(Instant.ofEpochMilli(clock.getAsLong()));
        Path aside = file().resolveSibling(file().getFileName() + stamp);
        try {
            for (String suffix : List.of("-wal", "-shm", "")) {
                Path from = file().resolveSibling(file().getFileName() + suffix);
                if (Files.exists(from)) {
                    Files.move(from, aside.resolveSibling(aside.getFileName() + suffix),
                        StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new SQLException("cannot set it aside: " + e.getMessage(), e);
        }
        fresh = true;
        log.accept("the database of records " + file() + " cannot be used: " + why + "; it was set aside as "
            + aside.getFileName() + " and a new one is begun");
    }

    private void release() {
        try (Connection closing = connection; Inserts statements = inserts) {
            if (closing != null) {
                closing.rollback();
            }
        } catch (SQLException sameTrouble) {
            // It was said when it came up, or there is nothing that waits.
        } finally {
            connection = null;
            inserts = null;
        }
    }
}
