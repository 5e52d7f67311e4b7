package gateway.auditor.archive;

import gateway.api.operation.RecordQuery;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What somebody asked for, in words for those who watch the watchers. */
final class Asked {
    private static final int MAX_TEXT = 200;

    private Asked() {
    }

    static String inWords(RecordQuery query) {
        List<String> parts = new ArrayList<>();
        parts.add(query.kind().isEmpty() ? "records" : "records of the kind " + cut(query.kind()));
        add(parts, "with", query.text());
        add(parts, "of", query.who());
        add(parts, "in", query.application());
        if (query.fromMillis() > 0) {
            parts.add("from " + moment(query.fromMillis()));
        }
        if (query.toMillis() < Long.MAX_VALUE) {
            parts.add("to " + moment(query.toMillis()));
        }
        if (query.before() < Long.MAX_VALUE) {
            parts.add("before record " + query.before());
        }
        return String.join(" ", parts);
    }

    private static void add(List<String> parts, String word, String value) {
        if (!value.isBlank()) {
            parts.add(word + " \"" + cut(value.strip()) + '"');
        }
    }

    private static String moment(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
    }
}
