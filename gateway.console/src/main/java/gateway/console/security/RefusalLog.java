package gateway.console.security;

import gateway.console.security.login.Audit;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.LongSupplier;

/**
 * Notes in the audit log what was refused to strangers: so many lines a minute, since anybody can cause them. Any
 * thread.
 */
final class RefusalLog {
    static final int LINES = 30;
    private static final long MINUTE = 60_000;

    private final LongSupplier clock;
    private long begun;
    private long noted;

    RefusalLog(LongSupplier clock) {
        this.clock = clock;
        begun = clock.getAsLong();
    }

    void note(HttpServletRequest request, String reason) {
        long left = room();
        if (left > 0) {
            Audit.refused(request, "somebody", left == 1 ? reason + " (more in this minute are not noted)" : reason);
        }
    }

    /** How many lines there is room for in this minute, the next one included. */
    synchronized long room() {
        long now = clock.getAsLong();
        if (now - begun >= MINUTE) {
            begun = now;
            noted = 0;
        }
        return Math.max(0, LINES - noted++);
    }
}
