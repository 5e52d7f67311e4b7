package gateway.protocol.bittorrent;

import gateway.api.packet.ByteView;
import java.util.LinkedHashMap;
import java.util.Map;

/** The peer wire protocol (BEP 3): its handshake, and the one message that tells it midstream. */
final class PeerWire {
    /** Bytes of a whole handshake. */
    static final int HANDSHAKE = 68;
    /** What every handshake begins with: the length of the name, and the name. */
    static final byte[] PREFIX = Ascii.bytes("\023BitTorrent protocol");
    /** A request for a block of 16 KiB: length 13, id 6, piece, begin, length. */
    static final int REQUEST = 17;
    private static final int RESERVED = 20;
    private static final int INFO_HASH = 28;
    private static final int PEER_ID = 48;
    private static final int BLOCK = 0x4000;
    private static final byte[] REQUEST_START = {0, 0, 0, 13, 6};

    private PeerWire() {
    }

    /** How many bytes at {@code at} agree with {@link #PREFIX}; -1 if one of those that are there does not. */
    static int agreement(ByteView bytes, int at) {
        int common = Math.min(PREFIX.length, bytes.length() - at);
        for (int i = 0; i < common; i++) {
            if (bytes.u8(at + i) != PREFIX[i]) {
                return -1;
            }
        }
        return common;
    }

    /** Whether the bytes begin with a request for a block, as clients ask for them. */
    static boolean isRequest(ByteView bytes) {
        return bytes.length() >= REQUEST && bytes.startsWith(REQUEST_START) && bytes.i32(13) == BLOCK
            && (bytes.i32(9) & BLOCK - 1) == 0;
    }

    /** The torrent that a whole handshake at {@code at} is about. */
    static byte[] infoHash(ByteView bytes, int at) {
        return bytes.copy(at + INFO_HASH, PEER_ID - INFO_HASH);
    }

    /** What a whole handshake at {@code at} says. */
    static Map<String, String> handshake(ByteView bytes, int at) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("info_hash", Ascii.hex(bytes, at + INFO_HASH, PEER_ID - INFO_HASH));
        said.put("peer_id", Ascii.printable(bytes, at + PEER_ID, PeerId.LENGTH, PeerId.LENGTH));
        String client = PeerId.client(bytes, at + PEER_ID);
        if (!client.isEmpty()) {
            said.put("client", client);
        }
        String extensions = extensions(bytes, at + RESERVED);
        if (!extensions.isEmpty()) {
            said.put("extensions", extensions);
        }
        return said;
    }

    /** The reserved bits: BEP 10, BEP 5, BEP 6, BEP 52. */
    private static String extensions(ByteView bytes, int reserved) {
        StringBuilder names = new StringBuilder();
        flag(names, bytes.u8(reserved + 5) & 0x10, "ltep");
        flag(names, bytes.u8(reserved + 7) & 0x01, "dht");
        flag(names, bytes.u8(reserved + 7) & 0x04, "fast");
        flag(names, bytes.u8(reserved + 7) & 0x10, "v2");
        return names.toString();
    }

    private static void flag(StringBuilder names, int bit, String name) {
        if (bit != 0) {
            names.append(names.isEmpty() ? "" : " ").append(name);
        }
    }
}
