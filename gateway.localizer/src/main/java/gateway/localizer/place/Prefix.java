package gateway.localizer.place;

import gateway.api.packet.IpAddress;

/**
 * A network, of either family in 128 bits: an IPv4 network lies in {@code ::ffff:0:0/96}, as {@link IpAddress} has it.
 *
 * @param high the first eight bytes of the network's address; what stands behind the prefix is 0
 * @param low the last eight bytes
 * @param bits how many of the 128 are shared
 */
public record Prefix(long high, long low, int bits) {
    /** Where the bits of an IPv4 address begin. */
    static final int V4_BEGINS = 96;
    private static final int ALL = 128;

    /** Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or an address alone, which stands for itself.
     *
     * @throws IllegalArgumentException with what is wrong, in a few words */
    public static Prefix parse(String text) {
        int slash = text.indexOf('/');
        String before = slash < 0 ? text : text.substring(0, slash);
        IpAddress address = IpAddress.parse(before)
            .orElseThrow(() -> new IllegalArgumentException('"' + shortened(before) + "\" is not an address"));
        int first = address.isV4() ? V4_BEGINS : 0;
        int bits = slash < 0 ? ALL : first + number(text.substring(slash + 1));
        if (bits > ALL) {
            throw new IllegalArgumentException('"' + shortened(text) + "\" has more bits than an address");
        }
        Prefix prefix = new Prefix(address.high() & maskHigh(bits), address.low() & maskLow(bits), bits);
        if (prefix.high != address.high() || prefix.low != address.low()) {
            throw new IllegalArgumentException('"' + shortened(text) + "\" has bits behind its prefix; " + prefix
                + " would be right");
        }
        return prefix;
    }

    /** Whether it holds IPv4 addresses. */
    public boolean isV4() {
        return bits >= V4_BEGINS && new IpAddress(high, low).isV4();
    }

    /** Whether an address, in its two halves, belongs to it. */
    public boolean contains(long otherHigh, long otherLow) {
        return (otherHigh & maskHigh(bits)) == high && (otherLow & maskLow(bits)) == low
            && (isV4() || !isV4(otherHigh, otherLow));
    }

    static boolean isV4(long high, long low) {
        return high == 0 && low >>> 32 == 0xffff;
    }

    static long maskHigh(int bits) {
        return bits == 0 ? 0 : -1L << Math.max(0, Long.SIZE - bits);
    }

    static long maskLow(int bits) {
        return bits <= Long.SIZE ? 0 : -1L << ALL - bits;
    }

    private static int number(String text) {
        if (!text.matches("\\d{1,3}")) {
            throw new IllegalArgumentException('"' + shortened(text) + "\" is not a number of bits");
        }
        return Integer.parseInt(text);
    }

    private static String shortened(String text) {
        String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() <= 60 ? printable : printable.substring(0, 60) + "...";
    }

    @Override
    public String toString() {
        return new IpAddress(high, low) + "/" + (isV4() ? bits - V4_BEGINS : bits);
    }
}
