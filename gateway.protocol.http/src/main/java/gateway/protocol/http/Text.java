package gateway.protocol.http;

import gateway.api.protocol.DissectionEvent;

/** Numbers and texts of headers. */
final class Text {
    /** What {@link #number} answers where there is none. */
    static final long NO_NUMBER = -1;
    /** Longer numbers do not fit 63 bits for sure. */
    private static final int MAX_DIGITS = 18;

    private Text() {
    }

    /** A decimal number without a sign, or {@link #NO_NUMBER}. */
    static long number(String digits) {
        if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
            return NO_NUMBER;
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return NO_NUMBER;
            }
        }
        return Long.parseLong(digits);
    }

    /** Cut to what events hold. */
    static String cut(String text) {
        return text.length() <= DissectionEvent.MAX_TEXT ? text : text.substring(0, DissectionEvent.MAX_TEXT);
    }
}
