package gateway.scanner.clamd;

import java.io.IOException;

/** What was to be scanned could not be read: not clamd's fault, and no better when it is tried again. */
public final class UnreadableContent extends IOException {
    UnreadableContent(String why, Exception cause) {
        super(why, cause);
    }
}
