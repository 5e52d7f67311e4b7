package gateway.protocol.ppstream;

import gateway.api.packet.ByteView;
import gateway.api.packet.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a peer introduces itself: what it has, who it is, and where, in the words of the service's own table of
 * addresses. Shorter ones than the one whose layout is known were seen: what is not there is not said.
 */
final class Hello {
    private static final int PORT = 17;
    private static final int CONTENT = 19;
    private static final int ID_LENGTH = 56;
    private static final int ID = 57;
    /** Of hashes and ids. */
    private static final int HASH = 20;
    /** An id begins with the hardware address of the sender's interface. */
    private static final int HARDWARE = 6;
    private static final int ADDRESS = ID + HASH;
    private static final int TEXTS = ADDRESS + 4;

    private Hello() {
    }

    /** What it says, for events. */
    static Map<String, String> read(ByteView message) {
        Map<String, String> said = new LinkedHashMap<>();
        if (message.length() < CONTENT + HASH) {
            return said;
        }
        said.put("port", Integer.toString(Little.u16(message, PORT)));
        said.put("content_hash", Little.hex(message, CONTENT, HASH));
        if (message.length() >= TEXTS && message.u8(ID_LENGTH) == HASH) {
            said.put("peer_id", Little.hex(message, ID, HASH));
            said.put("hardware_address", Little.hex(message, ID, HARDWARE));
            said.put("address", IpAddress.v4(message.i32(ADDRESS)).toString());
            place(said, PlaceNames.find(message, TEXTS));
        }
        return said;
    }

    /** From the country down; the provider is the last. */
    private static void place(Map<String, String> said, List<String> names) {
        String[] levels = {"country", "area", "province", "city"};
        for (int i = 0; i < names.size() - 1; i++) {
            said.put(levels[i], names.get(i));
        }
        if (!names.isEmpty()) {
            said.put("provider", names.get(names.size() - 1));
        }
    }
}
