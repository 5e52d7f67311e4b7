package gateway.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;

/**
 * Writes the log to the standard error of the process, not to what {@link System#err} is at the moment: the shell of
 * the framework replaces that by channels, and a channel closes, for everybody and for good, when a thread that has
 * been interrupted writes to it.
 */
public final class StandardErrorAppender extends OutputStreamAppender<ILoggingEvent> {
    private final OutputStream stream;

    /** Called by Logback. */
    public StandardErrorAppender() {
        this(new FileOutputStream(FileDescriptor.err));
    }

    StandardErrorAppender(OutputStream stream) {
        this.stream = stream;
    }

    @Override
    public void start() {
        setOutputStream(stream);
        super.start();
    }

    @Override
    protected void closeOutputStream() {
        // It is the process's, so it stays open.
    }
}
