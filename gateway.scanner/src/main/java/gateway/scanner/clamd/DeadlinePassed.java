package gateway.scanner.clamd;

import java.io.IOException;

/** There was no answer in time. */
public final class DeadlinePassed extends IOException {
    DeadlinePassed() {
        super("no answer in time");
    }
}
