package gateway.auditor.archive;

import gateway.api.content.AuditRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Puts records and files into the database. One thread at a time. */
final class Inserts implements AutoCloseable {
    private final PreparedStatement record;
    private final PreparedStatement words;
    private final PreparedStatement file;
    private final PreparedStatement look;
    private long lastId;

    Inserts(Connection connection) throws SQLException {
        record = connection.prepareStatement("INSERT INTO record VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
        words = connection.prepareStatement(
            "INSERT INTO words (rowid, text, name, sender, receiver, src, dst) VALUES (?,?,?,?,?,?,?)");
        file = connection.prepareStatement("INSERT INTO file VALUES (?,?,?,1) "
            + "ON CONFLICT (hash) DO UPDATE SET seen = excluded.seen, stored = 1");
        look = connection.prepareStatement("INSERT INTO look (at, user, asked) VALUES (?,?,?)");
        try (Statement statement = connection.createStatement();
             ResultSet newest = statement.executeQuery("SELECT max(id) FROM record")) {
            lastId = newest.getLong(1);
        }
    }

    void add(Entry entry) throws SQLException {
        AuditRecord origin = entry.origin();
        long id = lastId + 1;
        String text = entry.text();
        String name = entry.field("filename");
        String sender = entry.field("from");
        String receiver = entry.field("to");
        String source = origin.source().address().toString();
        String destination = origin.destination().address().toString();
        set(record, id, origin.timestampMillis(), entry.kind(), origin.flowId(), origin.application(), source,
            origin.source().port(), destination, origin.destination().port(), sender, receiver,
            entry.field("conversation"), name, text, entry.size(), entry.field("sha256"));
        record.executeUpdate();
        set(words, id, text, name, sender, receiver, source, destination);
        words.executeUpdate();
        lastId = id;
    }

    void addFile(String hash, long size, long seenMillis) throws SQLException {
        set(file, hash, size, seenMillis);
        file.executeUpdate();
    }

    void addLook(long atMillis, String user, String asked) throws SQLException {
        set(look, atMillis, user, asked);
        look.executeUpdate();
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof String text) {
                statement.setString(i + 1, text);
            } else {
                statement.setLong(i + 1, ((Number) values[i]).longValue());
            }
        }
    }

    @Override
    public void close() throws SQLException {
        record.close();
        words.close();
        file.close();
        look.close();
    }
}
