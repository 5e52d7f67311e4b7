package gateway.auditor.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/**
 * How long records stay, and how much room they may take: the oldest go first, a few at a time, so that new ones never
 * wait for long.
 *
 * @param days older records go
 * @param maxBytes where the file would grow beyond this the oldest go
 */
public record Retention(int days, long maxBytes) {
    /** So many go at once, at least. */
    static final int STEP = 500;
    private static final int PAGES = 256;

    /**
     * One step, as a part of the running transaction.
     *
     * @param added how many records came since the last step: more than these have to be able to go
     * @return whether there is more to do
     */
    boolean step(Connection connection, long nowMillis, int added) throws SQLException {
        long oldest = nowMillis - TimeUnit.DAYS.toMillis(days);
        int limit = Math.max(STEP, 2 * added);
        boolean tooLarge = bytes(connection) > maxBytes;
        int gone = tooLarge ? delete(connection, Long.MAX_VALUE, limit) : delete(connection, oldest, limit);
        try (PreparedStatement looks = connection.prepareStatement(
                 "DELETE FROM look WHERE id IN (SELECT id FROM look ORDER BY id LIMIT ?) AND at < ?")) {
            looks.setInt(1, STEP);
            looks.setLong(2, oldest);
            looks.executeUpdate();
        }
        try (Statement vacuum = connection.createStatement()) {
            vacuum.execute("PRAGMA incremental_vacuum(" + PAGES + ")");
        }
        return gone == limit;
    }

    /** The oldest records that are older than {@code beforeMillis}. */
    private static int delete(Connection connection, long beforeMillis, int limit) throws SQLException {
        long upTo = -1;
        try (PreparedStatement find = connection.prepareStatement("SELECT max(id) FROM "
                 + "(SELECT id, at FROM record ORDER BY id LIMIT ?) WHERE at < ?")) {
            find.setInt(1, limit);
            find.setLong(2, beforeMillis);
            try (ResultSet found = find.executeQuery()) {
                upTo = found.getLong(1);
            }
        }
        if (upTo == 0) {
            return 0;
        }
        try (PreparedStatement words = connection.prepareStatement("DELETE FROM words WHERE rowid IN "
                 + "(SELECT id FROM record WHERE id <= ?)");
             PreparedStatement records = connection.prepareStatement("DELETE FROM record WHERE id <= ?")) {
            words.setLong(1, upTo);
            words.executeUpdate();
            records.setLong(1, upTo);
            return records.executeUpdate();
        }
    }

    /** What the records take, room that can be used again left out. */
    static long bytes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
             ResultSet size = statement.executeQuery("SELECT (page_count - freelist_count) * page_size "
                 + "FROM pragma_page_count, pragma_freelist_count, pragma_page_size")) {
            return size.getLong(1);
        }
    }
}
