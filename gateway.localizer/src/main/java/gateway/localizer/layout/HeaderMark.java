package gateway.localizer.layout;

import gateway.api.packet.ByteView;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntPredicate;

/** Bytes by which messages of one type are known: what stood before the entries in all that were seen. Immutable. */
final class HeaderMark {
    /** Later bytes are not looked at. */
    static final int LONGEST = 64;
    /** Fewer known bytes could stand anywhere. */
    static final int LEAST_KNOWN = 2;
    private static final int ANY = -1;
    private static final String ANY_TEXT = "..";

    private final int[] bytes;

    private HeaderMark(int[] bytes) {
        this.bytes = bytes;
    }

    /**
     * What payloads have in common.
     *
     * @param length of what stands before the entries
     * @param varying places that are not part of it, even where they are equal
     */
    static HeaderMark common(List<byte[]> payloads, int length, IntPredicate varying) {
        int[] common = new int[Math.max(0, Math.min(LONGEST, length))];
        for (int i = 0; i < common.length; i++) {
            int value = payloads.get(0)[i] & 0xff;
            common[i] = value;
            for (byte[] payload : payloads) {
                if ((payload[i] & 0xff) != value || varying.test(i)) {
                    common[i] = ANY;
                }
            }
        }
        return new HeaderMark(common);
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException for anything else
     */
    static HeaderMark parse(String text) {
        if (text.length() > 2 * LONGEST || !text.matches("(?:[0-9a-f]{2}|\\.\\.)*")) {
            throw new IllegalArgumentException("a mark has at most " + LONGEST + " bytes of two hexadecimal digits, or "
                + ANY_TEXT + " for any");
        }
        int[] bytes = new int[text.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            String digits = text.substring(2 * i, 2 * i + 2);
            bytes[i] = digits.equals(ANY_TEXT) ? ANY : HexFormat.fromHexDigits(digits);
        }
        return new HeaderMark(bytes);
    }

    /** How many of its bytes are known. */
    int known() {
        return (int) Arrays.stream(bytes).filter(value -> value != ANY).count();
    }

    int length() {
        return bytes.length;
    }

    boolean matches(ByteView payload) {
        if (payload.length() < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != ANY && payload.u8(i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeaderMark mark && Arrays.equals(bytes, mark.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int value : bytes) {
            text.append(value == ANY ? ANY_TEXT : HexFormat.of().toHexDigits((byte) value));
        }
        return text.toString();
    }
}
