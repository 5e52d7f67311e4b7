package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import java.util.Optional;

/** Looks for a command at the end of bytes that may begin with anything. */
final class CommandSearch {
    /** How many places in a line are tried, the last ones: a command has one or two words that look like its name. */
    private static final int MAX_TRIES = 16;
    private static final String NAMES =
        " VER USR ANS IRO JOI CAL RNG XFR NLN ILN FLN MSG PNG QNG ACK NAK OUT BYE CHG UBX ";

    private CommandSearch() {
    }

    /** The longest known command that ends where the line [from, to) ends. */
    static Optional<Command> before(ByteView bytes, int from, int to) {
        int[] places = new int[MAX_TRIES];
        int found = 0;
        for (int at = to - Command.NAME; at >= from && found < MAX_TRIES; at--) {
            if (isName(bytes, at, to)) {
                places[found] = at;
                found++;
            }
        }
        for (int i = found - 1; i >= 0; i--) {
            Optional<Command> command = Command.parse(bytes, places[i], to);
            if (command.filter(CommandForms::isKnown).isPresent()) {
                return command;
            }
        }
        return Optional.empty();
    }

    private static boolean isName(ByteView bytes, int at, int to) {
        int end = at + Command.NAME;
        int first = bytes.u8(at);
        return first >= 'A' && first <= 'Z' && (end == to || bytes.u8(end) == ' ')
            && NAMES.contains(' ' + bytes.text(at, Command.NAME) + ' ');
    }
}
