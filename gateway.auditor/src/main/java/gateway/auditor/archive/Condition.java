package gateway.auditor.archive;

import gateway.api.operation.RecordQuery;
import java.util.ArrayList;
import java.util.List;

/**
 * A query as a part of a statement: nothing that somebody typed stands in it, only question marks.
 *
 * @param tables what stands before the table of records
 * @param id by what the answer is sorted: the records' number, in the table that is searched first
 * @param where the conditions
 * @param values for the question marks
 */
record Condition(String tables, String id, String where, List<Object> values) {
    /** The index knows groups of so many characters; shorter words are looked for in the newest records only. */
    private static final int INDEXED = 3;
    private static final int NEWEST = 300_000;
    private static final int MOST_WORDS = 16;

    static Condition of(RecordQuery query) {
        List<String> matches = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        List<Object> likes = new ArrayList<>();
        words(query.text(), List.of("text", "name"), matches, conditions, likes);
        words(query.who(), List.of("sender", "receiver", "src", "dst"), matches, conditions, likes);
        String tables = "";
        String id = "r.id";
        if (!matches.isEmpty()) {
            tables = "words JOIN ";
            id = "words.rowid";
            conditions.add(0, "words.rowid = r.id AND words MATCH ?");
            values.add(String.join(" AND ", matches));
        } else if (!conditions.isEmpty()) {
            conditions.add(0, "r.id > (SELECT max(id) FROM record) - " + NEWEST);
        }
        values.addAll(likes);
        conditions.add(id + " < ? AND r.at >= ? AND r.at < ?");
        values.addAll(List.of(query.before(), query.fromMillis(), query.toMillis()));
        exactly("r.application = ?", query.application(), conditions, values);
        exactly("r.kind = ?", query.kind(), conditions, values);
        return new Condition(tables, id, "WHERE " + String.join(" AND ", conditions), List.copyOf(values));
    }

    private static void words(String text, List<String> columns, List<String> matches, List<String> conditions,
                              List<Object> likes) {
        String[] words = text.replace('\0', ' ').strip().split("\\s+");
        for (int i = 0; i < Math.min(words.length, MOST_WORDS); i++) {
            String word = words[i];
            if (word.codePointCount(0, word.length()) >= INDEXED) {
                matches.add("{" + String.join(" ", columns) + "} : \"" + word.replace("\"", "\"\"") + '"');
            } else if (!word.isEmpty()) {
                List<String> each = columns.stream().map(column -> "r." + column + " LIKE ? ESCAPE '\\'").toList();
                conditions.add("(" + String.join(" OR ", each) + ")");
                String pattern = "%" + word.replaceAll("([\\\\%_])", "\\\\$1") + "%";
                columns.forEach(column -> likes.add(pattern));
            }
        }
    }

    private static void exactly(String condition, String value, List<String> conditions, List<Object> values) {
        if (!value.isEmpty()) {
            conditions.add(condition);
            values.add(value);
        }
    }
}
