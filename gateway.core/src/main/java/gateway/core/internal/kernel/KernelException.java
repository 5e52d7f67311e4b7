package gateway.core.internal.kernel;

import java.io.IOException;

/** The kernel, or a tool that talks to it, refused; the message is one clear line for whoever runs the gateway. */
public final class KernelException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message what was tried and what came of it, in one line */
    public KernelException(String message) {
        super(message);
    }
}
