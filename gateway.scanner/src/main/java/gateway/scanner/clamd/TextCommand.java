package gateway.scanner.clamd;

import java.nio.ByteBuffer;
import xyz.capybara.clamav.commands.Command;

/** A command of the client library that clamd answers with a line. */
final class TextCommand extends Command<String> {
    private final String name;

    TextCommand(String name) {
        this.name = name;
    }

    /** What is sent. */
    ByteBuffer request() {
        return getRawCommand();
    }

    @Override
    public String getCommandString() {
        return name;
    }

    @Override
    protected CommandFormat getFormat() {
        return CommandFormat.NULL_CHAR;
    }

    @Override
    protected String parseResponse(String response) {
        return response;
    }
}
