package gateway.console.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The pages, in the order of their tabs. */
enum Page {
    /** Where the gateway stands, and the last ten minutes. */
    OVERVIEW,
    /** Who talks to whom, and what becomes of it. */
    FLOWS,
    /** Files that are scanned on their way. */
    SCANS,
    /** Near and far peers, and lists of them. */
    LOCALIZATION,
    /** What was said and sent. */
    RECORDS,
    /** The policy. */
    RULES,
    /** What adds to the gateway. */
    BUNDLES,
    /** What watches over it. */
    HEALTH;

    /** As in the address, and as its files are named. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As in its tab. */
    String title() {
        return name().charAt(0) + word().substring(1);
    }

    static Optional<Page> of(String word) {
        return Arrays.stream(values()).filter(page -> page.word().equals(word)).findFirst();
    }
}
