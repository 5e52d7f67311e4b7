package gateway.localizer.layout;

import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.util.List;

/**
 * How a peer stands in an entry. Places are relative to the first byte of its address.
 *
 * @param v4 whether the address has four bytes, otherwise sixteen
 * @param reversed whether its last byte stands first
 * @param littlePort whether the low byte of the port stands first
 * @param port where the port stands: less than 0 before the address
 */
record EntryForm(boolean v4, boolean reversed, boolean littlePort, int port) {
    /** How many bytes may stand between address and port. */
    private static final int MOST_BETWEEN = 6;
    private static final int PORT_BYTES = 2;

    /** Where a port may stand, the likeliest first. */
    private static final List<Integer> PORTS_V4 = List.of(4, -2, 6, -4, 5, -3, 8, -6, 7, -5, 10, -8, 9, -7);
    private static final List<Integer> PORTS_V6 = List.of(16, -2, 18, -4, 17, -3, 20, -6, 19, -5, 22, -8, 21, -7);

    EntryForm {
        int between = port < 0 ? -port - PORT_BYTES : port - width(v4);
        if (between < 0 || between > MOST_BETWEEN) {
            throw new IllegalArgumentException("a port does not stand at " + port + " of an address");
        }
    }

    /** Where the port may stand beside an address. */
    static List<Integer> ports(boolean v4) {
        return v4 ? PORTS_V4 : PORTS_V6;
    }

    private static int width(boolean v4) {
        return v4 ? 4 : 16;
    }

    /** Bytes of the address. */
    int width() {
        return width(v4);
    }

    /** Where its first byte stands, of address or port: 0 or less. */
    int from() {
        return Math.min(0, port);
    }

    /** Where it ends. */
    int to() {
        return Math.max(width(), port + PORT_BYTES);
    }

    /** How likely it is without having seen anything: less for likelier ones. */
    int rank() {
        return 2 * ports(v4).indexOf(port) + (littlePort ? 1 : 0);
    }

    /** Whether all of it lies within so many bytes. */
    boolean fits(int at, int length) {
        return at + from() >= 0 && at + to() <= length;
    }

    /** The peer whose address stands at a place of a payload, which it {@link #fits}. */
    Endpoint read(ByteView payload, int at) {
        byte[] address = payload.copy(at, width());
        if (reversed) {
            reverse(address);
        }
        return new Endpoint(IpAddress.of(address), port(payload.u16(at + port)));
    }

    /** Writes a peer of the right family with its address at a place, and its port once more at another. */
    void write(byte[] bytes, int at, int twin, Endpoint peer) {
        byte[] address = peer.address().bytes();
        if (reversed) {
            reverse(address);
        }
        System.arraycopy(address, 0, bytes, at, address.length);
        int number = port(peer.port());
        for (int place : new int[] {port, twin}) {
            bytes[at + place] = (byte) (number >>> Byte.SIZE);
            bytes[at + place + 1] = (byte) number;
        }
    }

    /** A port as it stands there in network order, or the other way round. */
    private int port(int number) {
        return littlePort ? Short.toUnsignedInt(Short.reverseBytes((short) number)) : number;
    }

    static void reverse(byte[] bytes) {
        for (int i = 0; i < bytes.length / 2; i++) {
            byte kept = bytes[i];
            bytes[i] = bytes[bytes.length - 1 - i];
            bytes[bytes.length - 1 - i] = kept;
        }
    }

    @Override
    public String toString() {
        return (v4 ? "IPv4" : "IPv6") + (reversed ? " with its last byte first" : "") + ", port at " + port
            + (littlePort ? " with its low byte first" : "");
    }
}
