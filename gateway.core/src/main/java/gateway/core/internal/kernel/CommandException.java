package gateway.core.internal.kernel;

import java.io.IOException;

/** A command failed; the message is one clear line for whoever runs the gateway. */
public final class CommandException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message what was tried and what came of it, in one line */
    public CommandException(String message) {
        super(message);
    }
}
