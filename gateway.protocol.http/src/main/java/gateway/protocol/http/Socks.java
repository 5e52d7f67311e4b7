package gateway.protocol.http;

import gateway.api.packet.ByteView;

/**
 * The negotiation with a SOCKS proxy (RFC 1928, RFC 1929, and the older version 4) that may precede everything else
 * in a direction. Only its length is of interest: what the proxy relays begins behind it.
 */
final class Socks {
    /** The bytes end within the negotiation. */
    static final int INCOMPLETE = -1;
    private static final int NONE = 0;
    private static final int PASSWORD_VERSION = 1;
    private static final int V4_GRANTED = 0x5a;
    private static final int V4_REPLY = 8;
    private static final int V4_NAMES = 8;
    private static final int MAX_NAME = 255;
    private static final int ADDRESS = 4;

    private Socks() {
    }

    /** Length of the negotiation at the front of a direction, 0 if there is none, or {@link #INCOMPLETE}. */
    static int length(ByteView stream) {
        if (stream.length() == 0) {
            return NONE;
        }
        return switch (stream.u8(0)) {
            case 5 -> version5(stream);
            case 4 -> version4(stream);
            case 0 -> granted(stream);
            default -> NONE;
        };
    }

    /** Both sides: a greeting or its answer, perhaps a password or its answer, a request or its reply. */
    private static int version5(ByteView stream) {
        int length = stream.length();
        if (length < 3) {
            return INCOMPLETE;
        }
        boolean answer = stream.u8(2) == 5 || stream.u8(2) == PASSWORD_VERSION && stream.u8(1) == 2;
        int at = answer ? 2 : 2 + stream.u8(1);
        if (at < length && stream.u8(at) == PASSWORD_VERSION) {
            at = answer ? at + 2 : password(stream, at);
        }
        if (at < 0 || at + ADDRESS + 1 > length) {
            return INCOMPLETE;
        }
        if (stream.u8(at) != 5 || stream.u8(at + 2) != 0) {
            return NONE;
        }
        int end = at + ADDRESS + switch (stream.u8(at + 3)) {
            case 1 -> 4;
            case 3 -> 1 + stream.u8(at + ADDRESS);
            case 4 -> 16;
            default -> length;
        } + 2;
        return end <= length ? end : INCOMPLETE;
    }

    private static int password(ByteView stream, int at) {
        int name = at + 1;
        int secret = name < stream.length() ? name + 1 + stream.u8(name) : stream.length();
        return secret < stream.length() ? secret + 1 + stream.u8(secret) : INCOMPLETE;
    }

    private static int version4(ByteView stream) {
        if (stream.length() < V4_NAMES) {
            return INCOMPLETE;
        }
        if (stream.u8(1) != 1 && stream.u8(1) != 2) {
            return NONE;
        }
        int user = stream.indexOf(0, V4_NAMES, V4_NAMES + MAX_NAME);
        boolean named = stream.i32(4) >>> 8 == 0 && stream.u8(7) != 0;
        int end = user < 0 || !named ? user : stream.indexOf(0, user + 1, user + 1 + MAX_NAME);
        if (end >= 0) {
            return end + 1;
        }
        return stream.length() < V4_NAMES + 2 * MAX_NAME ? INCOMPLETE : NONE;
    }

    private static int granted(ByteView stream) {
        if (stream.length() >= 2 && stream.u8(1) != V4_GRANTED) {
            return NONE;
        }
        return stream.length() < V4_REPLY ? INCOMPLETE : V4_REPLY;
    }
}
