package gateway.core.internal.record;

import gateway.api.packet.Direction;

/** A transfer of a flow that has not ended. Its worker's thread. */
final class OpenTransfer {
    final long number;
    final String name;
    final Direction direction;
    /** How many bytes the dissector announced; negative if the flow's end is its end. */
    final long length;
    /** By what id auditors know it; 0 where nobody wants its bytes. */
    final long part;
    /** The flow's next one. */
    OpenTransfer next;
    long emitted;
    /** Bytes of it that passed unread, since nobody wanted them. */
    long unread;

    OpenTransfer(long number, Direction direction, String name, long length, long part) {
        this.number = number;
        this.direction = direction;
        this.name = name;
        this.length = length;
        this.part = part;
    }

    /** Why not all of it was read: because nobody wanted it, or for another reason. */
    String whyNotWhole(String otherwise) {
        return unread > 0 ? "nobody wanted its contents, so they were not read" : otherwise;
    }
}
