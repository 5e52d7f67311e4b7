package gateway.auditor.archive;

import gateway.api.operation.NotAnswering;
import gateway.api.operation.RecordArchive;
import gateway.api.operation.RecordLine;
import gateway.api.operation.RecordLook;
import gateway.api.operation.RecordPage;
import gateway.api.operation.RecordQuery;
import gateway.api.operation.StoredFile;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers what consoles ask of the archive, over a connection that only reads. Any thread, one question at a time; the
 * writer does not wait for it. A look is written down before its answer is read.
 */
public final class Search implements RecordArchive, AutoCloseable {
    private static final String COLUMNS = "SELECT r.*, coalesce(f.stored, 0) AS stored ";
    private static final String TABLES = "record r LEFT JOIN file f ON f.hash = r.hash AND r.hash <> '' ";

    private final Archive archive;
    private final Function<String, Optional<StoredFile>> files;
    private Connection connection;
    private boolean closed;

    /** @param files finds a stored file by its hash */
    public Search(Archive archive, Function<String, Optional<StoredFile>> files) {
        this.archive = archive;
        this.files = files;
    }

    @Override
    public RecordPage find(RecordQuery query, String user) throws NotAnswering {
        Condition condition = Condition.of(query);
        return answer(user, Asked.inWords(query), reader -> page(reader,
            COLUMNS + "FROM " + condition.tables() + TABLES + condition.where()
                + " ORDER BY " + condition.id() + " DESC LIMIT ?", condition.values(), query.limit()));
    }

    @Override
    public RecordPage conversation(long message, long before, int limit, String user) throws NotAnswering {
        return answer(user, "the conversation of message " + message, reader -> {
            String of = "(SELECT %s FROM record WHERE id = ? AND kind = 'message')";
            String where = "WHERE r.kind = 'message' AND r.id < ? AND r.application = " + of.formatted("application")
                + " AND CASE WHEN " + of.formatted("conversation") + " <> '' THEN r.conversation = "
                + of.formatted("conversation") + " ELSE r.flow = " + of.formatted("flow") + " END";
            return page(reader, COLUMNS + "FROM " + TABLES + where + " ORDER BY r.id DESC LIMIT ?",
                List.of(before, message, message, message, message), limit);
        });
    }

    @Override
    public Optional<StoredFile> file(String sha256, String user) throws NotAnswering {
        if (!sha256.matches("[0-9a-f]{64}")) {
            return Optional.empty();
        }
        return answer(user, "the file " + sha256, reader -> files.apply(sha256));
    }

    @Override
    public List<RecordLook> looks(int limit) throws NotAnswering {
        return read(reader -> {
            try (PreparedStatement select = reader.prepareStatement(
                     "SELECT at, user, asked FROM look ORDER BY id DESC LIMIT ?")) {
                select.setInt(1, Math.min(Math.max(1, limit), RecordQuery.MAX_LIMIT));
                List<RecordLook> looks = new ArrayList<>();
                try (ResultSet found = select.executeQuery()) {
                    while (found.next()) {
                        looks.add(new RecordLook(found.getLong(1), found.getString(2), found.getString(3)));
                    }
                }
                return looks;
            }
        });
    }

    /** Lets go of the file. */
    @Override
    public synchronized void close() {
        closed = true;
        release();
    }

    private interface Reading<T> {
        T from(Connection reader) throws SQLException;
    }

    private <T> T answer(String user, String asked, Reading<T> reading) throws NotAnswering {
        try {
            archive.look(user, asked);
        } catch (SQLException failed) {
            throw new NotAnswering("The records cannot be shown, since it cannot be written down that you look: "
                + failed.getMessage());
        }
        return read(reading);
    }

    private synchronized <T> T read(Reading<T> reading) throws NotAnswering {
        if (closed) {
            throw new NotAnswering("The auditor is going away, or changes its configuration; ask again.");
        }
        try {
            if (connection == null) {
                archive.open();
                connection = archive.database().openToRead();
            }
            return reading.from(connection);
        } catch (SQLException failed) {
            release();
            throw new NotAnswering("The database of records does not answer: " + failed.getMessage());
        }
    }

    private void release() {
        try (Connection closing = connection) {
            connection = null;
        } catch (SQLException nothingToLose) {
            connection = null;
        }
    }

    private static RecordPage page(Connection reader, String query, List<?> values, int limit) throws SQLException {
        int most = Math.min(Math.max(1, limit), RecordQuery.MAX_LIMIT);
        try (PreparedStatement select = reader.prepareStatement(query)) {
            for (int i = 0; i < values.size(); i++) {
                select.setObject(i + 1, values.get(i));
            }
            select.setInt(values.size() + 1, most + 1);
            List<RecordLine> lines = new ArrayList<>();
            try (ResultSet found = select.executeQuery()) {
                while (lines.size() < most && found.next()) {
                    lines.add(line(found));
                }
                return new RecordPage(lines, lines.size() == most && found.next());
            }
        }
    }

    private static RecordLine line(ResultSet row) throws SQLException {
        return new RecordLine(row.getLong("id"), row.getLong("at"), row.getString("kind"), row.getLong("flow"),
            row.getString("application"), endpoint(row, "src", "sport"), endpoint(row, "dst", "dport"),
            row.getString("sender"), row.getString("receiver"), row.getString("conversation"), row.getString("name"),
            row.getString("text"), row.getLong("size"), row.getString("hash"), row.getInt("stored") == 1);
    }

    private static Endpoint endpoint(ResultSet row, String address, String port) throws SQLException {
        IpAddress ip = IpAddress.parse(row.getString(address)).orElse(new IpAddress(0, 0));
        return new Endpoint(ip, row.getInt(port));
    }
}
