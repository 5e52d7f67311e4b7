package gateway.protocol.msn;

import gateway.api.protocol.DissectionEvent;
import java.nio.charset.StandardCharsets;

/** Words and numbers as they stand in lines. */
final class Text {
    /** What {@link #number} answers where there is none. */
    static final long NO_NUMBER = -1;
    /** The most digits that are sure to fit into a long. */
    private static final int MAX_DIGITS = 18;
    private static final int GUID = 36;

    private Text() {
    }

    /** The bytes of a text, one for each character. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A decimal number without a sign, or {@link #NO_NUMBER}. */
    static long number(String digits) {
        int length = digits.length();
        if (length == 0 || length > MAX_DIGITS) {
            return NO_NUMBER;
        }
        long number = 0;
        for (int i = 0; i < length; i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return NO_NUMBER;
            }
            number = 10 * number + c - '0';
        }
        return number;
    }

    /** Whether the word is digits only. */
    static boolean isNumber(String word) {
        return number(word) != NO_NUMBER;
    }

    /** Whether the word is a ticket for a switchboard: numbers with dots between them. */
    static boolean isKey(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return word.indexOf('.') > 0;
    }

    /** Whether the word is an account: {@code name@domain}, from MSNP16 on perhaps with {@code ;{guid}} behind it. */
    static boolean isAccount(String word) {
        String account = account(word);
        int at = account.indexOf('@');
        if (at <= 0 || at == account.length() - 1 || account.indexOf('@', at + 1) >= 0) {
            return false;
        }
        for (int i = 0; i < account.length(); i++) {
            char c = account.charAt(i);
            if (c <= ' ' || c >= 0x7f || ":;/<>\",".indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** An account without the place where it is signed in. */
    static String account(String word) {
        int place = word.indexOf(";{");
        return place >= 0 && place + 2 + GUID + 1 == word.length() ? word.substring(0, place) : word;
    }

    /** Cut to what events hold. */
    static String cut(String text) {
        return text.length() <= DissectionEvent.MAX_TEXT ? text : text.substring(0, DissectionEvent.MAX_TEXT);
    }
}
