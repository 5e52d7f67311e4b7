package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;

/** The first message of a TLS client (RFC 8446, section 4.1.2), as far as the name of the server that it asks for. */
final class TlsHello {
    private static final int HANDSHAKE = 0x16;
    private static final int CLIENT_HELLO = 1;
    private static final int SESSION = 43;
    private static final int SERVER_NAME = 0;

    private TlsHello() {
    }

    /** Whether the bytes begin with such a message that is there wholly and names no server: hosts have no names. */
    static boolean isNameless(ByteView bytes) {
        if (bytes.length() <= SESSION || bytes.u8(0) != HANDSHAKE || bytes.u8(1) != 3 || bytes.u8(5) != CLIENT_HELLO) {
            return false;
        }
        int at = SESSION + 1 + bytes.u8(SESSION);
        at = at + 2 <= bytes.length() ? at + 2 + bytes.u16(at) : bytes.length();
        at = at < bytes.length() ? at + 1 + bytes.u8(at) : bytes.length();
        if (at + 2 > bytes.length()) {
            return at == bytes.length() && at == 5 + bytes.u16(3);
        }
        int end = at + 2 + bytes.u16(at);
        at += 2;
        while (at + 4 <= Math.min(end, bytes.length())) {
            if (bytes.u16(at) == SERVER_NAME) {
                return false;
            }
            at += 4 + bytes.u16(at + 2);
        }
        return end <= bytes.length() && at == end;
    }
}
