package gateway.protocol.msn;

import gateway.api.packet.Direction;

/**
 * Between whom something is said.
 *
 * @param direction in which it goes
 * @param conversation the server's number for the switchboard; empty if unknown
 * @param from the writer's account; empty if unknown
 * @param to the readers' accounts, with blanks between; empty if unknown
 */
record Parties(Direction direction, String conversation, String from, String to) {
    /** The same to one of the readers. */
    Parties to(String reader) {
        return reader.isEmpty() ? this : new Parties(direction, conversation, from, Text.cut(Text.account(reader)));
    }
}
