package gateway.lab.speaker;

import java.nio.charset.StandardCharsets;

/**
 * A command of MSNP.
 *
 * @param words its name and what follows
 * @param payload the bytes behind the line
 */
record MsnCommand(String[] words, byte[] payload) {
    String name() {
        return words[0];
    }

    String word(int index) {
        return index < words.length ? words[index] : "";
    }

    boolean is(String name) {
        return words[0].equals(name);
    }

    /** The payload, one character a byte. */
    String text() {
        return new String(payload, StandardCharsets.ISO_8859_1);
    }

    /** What stands behind the header lines, one character a byte. */
    String body() {
        String text = text();
        int blank = text.indexOf("\r\n\r\n");
        return blank < 0 ? "" : text.substring(blank + 4);
    }

    /** Whether it is a message of this content type. */
    boolean isMessage(String type) {
        return is("MSG") && text().contains("Content-Type: " + type);
    }

    /** The value in a line of the payload; empty if there is none. */
    String field(String name) {
        String text = text();
        int at = text.indexOf(name + ": ");
        int from = at + name.length() + 2;
        return at < 0 ? "" : text.substring(from, text.indexOf('\r', from));
    }
}
