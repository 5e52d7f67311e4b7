package gateway.api.packet;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address as a value. IPv4 is kept in its IPv4-mapped form (RFC 4291, 2.5.5.2), so one
 * comparison serves both families.
 *
 * @param high the first eight bytes, big-endian; 0 for IPv4
 * @param low the last eight bytes, big-endian; {@code 0x0000ffff} and the address for IPv4
 */
public record IpAddress(long high, long low) {
    private static final long V4_PREFIX = 0x0000_ffff_0000_0000L;

    /** The IPv4 address with these 32 bits, in network order. */
    public static IpAddress v4(int bits) {
        return new IpAddress(0, V4_PREFIX | (bits & 0xffff_ffffL));
    }

    /** Whether this is an IPv4 address. */
    public boolean isV4() {
        return high == 0 && (low >>> 32) == 0xffff;
    }

    /** The four or sixteen bytes, in network order; a new array. */
    public byte[] bytes() {
        byte[] bytes = new byte[isV4() ? 4 : 16];
        for (int i = 0; i < bytes.length; i++) {
            int fromEnd = bytes.length - 1 - i;
            bytes[i] = (byte) ((fromEnd >= 8 ? high : low) >>> (8 * (fromEnd & 7)));
        }
        return bytes;
    }

    /** The address in these bytes, in network order; anything but 4 or 16 bytes is refused. */
    public static IpAddress of(byte[] bytes) {
        if (bytes.length == 4) {
            return v4((bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff);
        }
        if (bytes.length != 16) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < 8; i++) {
            high = high << 8 | bytes[i] & 0xff;
            low = low << 8 | bytes[8 + i] & 0xff;
        }
        return new IpAddress(high, low);
    }

    /** Parses a literal address; never asks a name server. Empty where the text is not an address. */
    public static Optional<IpAddress> parse(String text) {
        boolean literal = text.indexOf(':') >= 0
            ? text.chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0)
            : text.matches("\\d{1,3}(\\.\\d{1,3}){3}");
        if (!literal) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(InetAddress.getByName(text).getAddress()));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        if (isV4()) {
            int v4 = (int) low;
            return (v4 >>> 24) + "." + (v4 >>> 16 & 0xff) + "." + (v4 >>> 8 & 0xff) + "." + (v4 & 0xff);
        }
        try {
            return InetAddress.getByAddress(bytes()).getHostAddress();
        } catch (UnknownHostException sixteenBytesAreAlwaysRight) {
            throw new IllegalStateException(sixteenBytesAreAlwaysRight);
        }
    }
}
