package gateway.protocol.bittorrent;

import gateway.api.packet.Direction;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was asked for in a flow, by direction and transaction, until it is answered. Forgets the oldest. */
final class Asked {
    /** More questions than this are hardly open between two hosts. */
    static final int MAX_OPEN = 32;

    private final Map<String, String> open = new LinkedHashMap<>();

    /** Remembers a question. */
    void put(Direction direction, String transaction, String content) {
        if (open.size() == MAX_OPEN) {
            open.remove(open.keySet().iterator().next());
        }
        open.put(key(direction, transaction), content);
    }

    /** The content of a question, empty if it is not known (any more). */
    String take(Direction direction, String transaction) {
        String content = open.remove(key(direction, transaction));
        return content == null ? "" : content;
    }

    /** Whether no question is open. */
    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Whether such a question is open. */
    boolean contains(Direction direction, String transaction) {
        return open.containsKey(key(direction, transaction));
    }

    private static String key(Direction direction, String transaction) {
        return direction.ordinal() + transaction;
    }
}
