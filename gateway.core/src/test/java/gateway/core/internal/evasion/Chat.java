package gateway.core.internal.evasion;

/** What a client of MSN writes to a switchboard, one character a byte. */
final class Chat {
    static final String SIGN_IN = "USR 1 alice@example.net 1115371039.15845\r\n";
    private static final String TEXT = "Content-Type: text/plain; charset=UTF-8\r\n";

    private Chat() {
    }

    /** A message in UTF-8. */
    static String says(String text) {
        return message(TEXT, Wire.utf8(text));
    }

    /** A message with these header lines. */
    static String message(String headers, String body) {
        String payload = "MIME-Version: 1.0\r\n" + headers + "\r\n" + body;
        return "MSG 2 N " + payload.length() + "\r\n" + payload;
    }

    /** A message whose text is encoded. */
    static String encoded(String encoding, String body) {
        return message(TEXT + "Content-Transfer-Encoding: " + encoding + "\r\n", body);
    }

    /** A message in another character set. */
    static String inCharset(String charset, String body) {
        return message("Content-Type: text/plain; charset=" + charset + "\r\n", body);
    }

    /** The first of several pieces of a message. */
    static String firstOf(int count, String piece) {
        return message(TEXT + "Message-ID: {1}\r\nChunks: " + count + "\r\n", piece);
    }

    /** A later piece of it. */
    static String piece(int index, String piece) {
        return message("Message-ID: {1}\r\nChunk: " + index + "\r\n", piece);
    }
}
