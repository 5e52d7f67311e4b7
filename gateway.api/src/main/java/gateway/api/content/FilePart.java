package gateway.api.content;

import gateway.api.packet.Direction;
import java.util.Map;

/**
 * A file, or a part of one, that begins to pass by.
 *
 * @param id unique while the gateway runs
 * @param record the flow and the moment; its kind is {@code transfer}
 * @param direction in which the file goes
 * @param name as it came from the wire; empty if it was not said
 * @param size of the whole file in bytes; negative if it was not said
 * @param first where in the file this part begins
 * @param length of this part in bytes; negative if it ends with the connection
 * @param attributes what else was said, for instance {@code sha1}, {@code content_type}, {@code content_encoding}
 */
public record FilePart(long id, AuditRecord record, Direction direction, String name, long size, long first,
                       long length, Map<String, String> attributes) {
    /** Copies the map. */
    public FilePart {
        attributes = Map.copyOf(attributes);
    }
}
