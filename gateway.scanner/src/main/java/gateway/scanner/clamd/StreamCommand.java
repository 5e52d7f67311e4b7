package gateway.scanner.clamd;

import java.io.IOException;
import java.nio.ByteBuffer;
import xyz.capybara.clamav.commands.scan.ScanCommand;
import xyz.capybara.clamav.commands.scan.result.ScanResult;

/** INSTREAM of the client library: its request, and how it reads the answer. What is between goes over our channel. */
final class StreamCommand extends ScanCommand {
    /** What is sent first. */
    ByteBuffer request() {
        return getRawCommand();
    }

    /**
     * Understands an answer.
     *
     * @throws IOException with the answer's text, where clamd says that it failed, or nothing that can be understood
     */
    ScanResult understand(String answer) throws IOException {
        try {
            return parseResponse(answer);
        } catch (RuntimeException failed) { // the library's own, of several kinds
            throw new IOException("clamd says: " + answer, failed);
        }
    }

    @Override
    public String getCommandString() {
        return "INSTREAM";
    }

    @Override
    protected CommandFormat getFormat() {
        return CommandFormat.NULL_CHAR;
    }
}
