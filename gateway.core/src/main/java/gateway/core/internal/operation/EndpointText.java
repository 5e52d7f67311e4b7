package gateway.core.internal.operation;

/**
 * An endpoint as it is written ({@link gateway.api.packet.Endpoint#toString}), in memory that is used again for the
 * next one. One thread at a time.
 */
final class EndpointText {
    private static final int LONGEST = 64;
    private static final String DIGITS = "0123456789abcdef";

    private final char[] text = new char[LONGEST];
    private int length;

    /** Whether a text can be a part of an endpoint at all. */
    static boolean mayHold(String part) {
        return part.chars().allMatch(c -> c == '.' || c == ':' || c == '[' || c == ']' || DIGITS.indexOf(c) >= 0);
    }

    /** Writes the endpoint; the address as in {@link gateway.api.packet.IpAddress}. */
    EndpointText set(long high, long low, int port) {
        length = 0;
        if (high == 0 && low >>> 32 == 0xffff) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                number((int) (low >>> shift) & 0xff, 10);
                text[length++] = shift == 0 ? ':' : '.';
            }
        } else {
            text[length++] = '[';
            for (int group = 0; group < 8; group++) {
                number((int) ((group < 4 ? high : low) >>> 48 - 16 * (group & 3)) & 0xffff, 16);
                text[length++] = group == 7 ? ']' : ':';
            }
            text[length++] = ':';
        }
        number(port, 10);
        return this;
    }

    /** Whether a part stands somewhere in it. */
    boolean holds(String part) {
        for (int at = 0; at <= length - part.length(); at++) {
            int same = 0;
            while (same < part.length() && text[at + same] == part.charAt(same)) {
                same++;
            }
            if (same == part.length()) {
                return true;
            }
        }
        return false;
    }

    private void number(int value, int base) {
        if (value >= base) {
            number(value / base, base);
        }
        text[length++] = DIGITS.charAt(value % base);
    }

    @Override
    public String toString() {
        return new String(text, 0, length);
    }
}
