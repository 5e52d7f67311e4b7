package gateway.auditor.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The database file: its connections and its schema. The one class that knows which database it is; all others speak
 * JDBC.
 *
 * <p>The log is written ahead of the file (WAL), so that readers see whole transactions while another is written, and
 * synchronized with each commit: what was committed is there after a crash, and after a power failure.
 */
final class Database {
    /** Which schema this is. A later one changes an earlier file when it opens it, one version after the other. */
    static final int VERSION = 1;
    private static final int BUSY_MILLIS = 5000;
    private static final int LOG_BYTES = 16 << 20;
    private static final String[] SCHEMA = {
        """
        CREATE TABLE record (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, flow INTEGER NOT NULL,
          application TEXT NOT NULL, src TEXT NOT NULL, sport INTEGER NOT NULL, dst TEXT NOT NULL,
          dport INTEGER NOT NULL, sender TEXT NOT NULL, receiver TEXT NOT NULL, conversation TEXT NOT NULL,
          name TEXT NOT NULL, text TEXT NOT NULL, size INTEGER NOT NULL, hash TEXT NOT NULL) STRICT""",
        "CREATE INDEX record_kind ON record (kind)",
        "CREATE INDEX record_application ON record (application)",
        "CREATE INDEX record_conversation ON record (conversation) WHERE conversation <> ''",
        "CREATE INDEX record_message_of_flow ON record (flow) WHERE kind = 'message'",
        """
        CREATE VIRTUAL TABLE words USING fts5 (text, name, sender, receiver, src, dst,
          content = '', contentless_delete = 1, tokenize = 'trigram')""",
        """
        CREATE TABLE file (hash TEXT PRIMARY KEY, size INTEGER NOT NULL, seen INTEGER NOT NULL,
          stored INTEGER NOT NULL) STRICT""",
        "CREATE INDEX file_age ON file (seen) WHERE stored = 1",
        """
        CREATE TABLE look (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, user TEXT NOT NULL,
          asked TEXT NOT NULL) STRICT"""};

    private final Path file;

    Database(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /**
     * Opens it for writing; makes it where there is none.
     *
     * @throws UnusableDatabase where there is something else, or something broken
     */
    Connection openToWrite() throws SQLException, UnusableDatabase {
        try {
            prepareFile();
            Connection connection = source(config()).getConnection();
            try {
                prepare(connection);
                return connection;
            } catch (SQLException | UnusableDatabase | RuntimeException failed) {
                connection.close();
                throw failed;
            }
        } catch (SQLException failed) {
            if (isBroken(failed)) {
                throw new UnusableDatabase("it is broken: " + failed.getMessage());
            }
            throw failed;
        } catch (IOException failed) {
            throw new SQLException("cannot make " + file + ": " + failed.getMessage(), failed);
        }
    }

    /** Opens it for reading, beside the one who writes. */
    Connection openToRead() throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return source(config).getConnection();
    }

    /** Whether the file cannot be used any more, ever. */
    static boolean isBroken(SQLException failed) {
        if (!(failed instanceof SQLiteException sqlite)) {
            return false;
        }
        SQLiteErrorCode code = sqlite.getResultCode();
        return (code.code & 0xff) == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB;
    }

    /** Records tell who talked to whom: readable by the gateway's own group, not by everybody. */
    private void prepareFile() throws IOException {
        Files.createDirectories(file.getParent(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        if (!Files.exists(file)) {
            Files.createFile(file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
        }
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.enableLoadExtension(false);
        return config;
    }

    private SQLiteDataSource source(SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static void prepare(Connection connection) throws SQLException, UnusableDatabase {
        try (Statement statement = connection.createStatement()) {
            // The first has an effect on a new file only, and only before the second.
            statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA journal_size_limit = " + LOG_BYTES);
            connection.setAutoCommit(false);
            int version = number(statement, "PRAGMA user_version");
            int tables = number(statement, "SELECT count(*) FROM sqlite_master");
            if (version > VERSION || version == 0 && tables > 0) {
                throw new UnusableDatabase("its schema is " + version + ", this gateway's " + VERSION);
            }
            if (version == 0) {
                for (String command : SCHEMA) {
                    statement.execute(command);
                }
                statement.execute("PRAGMA user_version = " + VERSION);
            }
            number(statement, "SELECT count(*) FROM (SELECT id FROM record ORDER BY id DESC LIMIT 1)");
        }
        connection.commit();
    }

    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    /** The file cannot be used; the message says why. */
    static final class UnusableDatabase extends Exception {
        private static final long serialVersionUID = 1;

        UnusableDatabase(String why) {
            super(why);
        }
    }
}
