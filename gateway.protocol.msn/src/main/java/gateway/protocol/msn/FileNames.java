package gateway.protocol.msn;

import gateway.api.protocol.DissectionEvent;

/** Names of files, which are passed on as they are, and complained about where they are more than a name. */
final class FileNames {
    private FileNames() {
    }

    /** Complains of a name that would leave its directory, hide its end, or do something to a terminal. */
    static void check(Report report, String name) {
        String flaw = flaw(name);
        if (!flaw.isEmpty()) {
            report.anomaly("hostile_file_name", flaw);
        }
    }

    private static String flaw(String name) {
        if (name.isEmpty()) {
            return "empty";
        }
        if (name.length() > DissectionEvent.MAX_TEXT) {
            return "too long";
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.equals("..")) {
            return "path";
        }
        return name.chars().anyMatch(FileNames::hidden) ? "control character" : "";
    }

    /** Control characters, and those that turn the direction of writing. */
    private static boolean hidden(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }
}
