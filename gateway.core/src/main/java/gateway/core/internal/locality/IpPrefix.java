package gateway.core.internal.locality;

import gateway.api.packet.IpAddress;

/**
 * A network: all addresses that share their first bits.
 *
 * @param address the network's address; the bits behind the prefix are 0
 * @param bits how many bits are shared: 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record IpPrefix(IpAddress address, int bits) {
    private static final int V4_BITS = 32;
    private static final int V6_BITS = 128;

    /** Refuses lengths that do not exist and clears the bits behind the prefix. */
    public IpPrefix {
        int all = address.isV4() ? V4_BITS : V6_BITS;
        if (bits < 0 || bits > all) {
            throw new IllegalArgumentException("an " + (address.isV4() ? "IPv4" : "IPv6") + " prefix has 0 to " + all
                + " bits, not " + bits);
        }
        int cleared = V6_BITS - all + bits;
        address = new IpAddress(address.high() & maskHigh(cleared), address.low() & maskLow(cleared));
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or an address alone, which stands for itself.
     *
     * @throws IllegalArgumentException with what is wrong, in a few words
     */
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        String addressText = slash < 0 ? text : text.substring(0, slash);
        IpAddress address = IpAddress.parse(addressText)
            .orElseThrow(() -> new IllegalArgumentException("\"" + addressText + "\" is not an address"));
        int bits = address.isV4() ? V4_BITS : V6_BITS;
        if (slash >= 0) {
            String bitsText = text.substring(slash + 1);
            if (!bitsText.matches("\\d{1,3}")) {
                throw new IllegalArgumentException("\"" + bitsText + "\" is not a number of bits");
            }
            bits = Integer.parseInt(bitsText);
        }
        IpPrefix prefix = new IpPrefix(address, bits);
        if (!prefix.address.equals(address)) {
            throw new IllegalArgumentException("bits are set behind the prefix; " + prefix + " would be right");
        }
        return prefix;
    }

    /** Whether an address, given in its two halves as in {@link IpAddress}, belongs to the network. */
    public boolean contains(long high, long low) {
        boolean v4 = high == 0 && low >>> 32 == 0xffff;
        if (v4 != address.isV4()) {
            return false;
        }
        int compared = v4 ? V6_BITS - V4_BITS + bits : bits;
        return ((high ^ address.high()) & maskHigh(compared)) == 0 && ((low ^ address.low()) & maskLow(compared)) == 0;
    }

    @Override
    public String toString() {
        return address + "/" + bits;
    }

    private static long maskHigh(int bits) {
        return bits == 0 ? 0 : -1L << Math.max(0, Long.SIZE - bits);
    }

    private static long maskLow(int bits) {
        return bits <= Long.SIZE ? 0 : -1L << V6_BITS - bits;
    }
}
