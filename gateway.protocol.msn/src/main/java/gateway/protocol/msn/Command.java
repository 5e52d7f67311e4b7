package gateway.protocol.msn;

import gateway.api.packet.ByteView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.ArrayList;

/**
 * A line of a notification server's or a switchboard's connection: three letters (or the three digits of an error)
 * and words.
 *
 * @param name the three letters or digits
 * @param words what follows, at most {@value #MAX_WORDS}
 */
record Command(String name, List<String> words) {
    static final int NAME = 3;
    static final int MAX_WORDS = 64;
    /** Commands that end with the length of a payload, where they end with a number at all. */
    private static final String PAYLOADS =
        " MSG UUX UBX UBM UUM UUN UBN PAG NOT IPG GCF ADL RML FQY QRY PUT DEL NFY SDG ";

    /** Copies the list. */
    Command {
        words = List.copyOf(words);
    }

    /** The command in the line [from, to), its end taken off; empty if it is none. */
    static Optional<Command> parse(ByteView bytes, int from, int to) {
        if (!named(bytes, from, to)) {
            return Optional.empty();
        }
        for (int i = from + NAME; i < to; i++) {
            if (bytes.u8(i) < ' ' || bytes.u8(i) == 0x7f) {
                return Optional.empty();
            }
        }
        String line = new String(bytes.copy(from, to - from), StandardCharsets.UTF_8);
        StringTokenizer words = new StringTokenizer(line.substring(NAME), " ");
        List<String> found = new ArrayList<>();
        while (words.hasMoreTokens() && found.size() < MAX_WORDS) {
            found.add(words.nextToken());
        }
        return Optional.of(new Command(line.substring(0, NAME), found));
    }

    /** Whether three capitals or digits stand at {@code from}, and a blank or the end behind them. */
    private static boolean named(ByteView bytes, int from, int to) {
        if (to - from < NAME || to - from > NAME && bytes.u8(from + NAME) != ' ') {
            return false;
        }
        boolean error = digit(bytes.u8(from));
        for (int i = from; i < from + NAME; i++) {
            int b = bytes.u8(i);
            if (error ? !digit(b) : b < 'A' || b > 'Z') {
                return false;
            }
        }
        return true;
    }

    private static boolean digit(int b) {
        return b >= '0' && b <= '9';
    }

    boolean is(String other) {
        return name.equals(other);
    }

    int count() {
        return words.size();
    }

    /** The word at {@code index}, empty where there is none. */
    String word(int index) {
        return index < words.size() ? words.get(index) : "";
    }

    /** The number at {@code index}, or {@link Text#NO_NUMBER}. */
    long number(int index) {
        return Text.number(word(index));
    }

    /** Whether the name is that of a command with a payload. */
    boolean mayHavePayload() {
        return PAYLOADS.contains(' ' + name + ' ');
    }

    /**
     * How many bytes of payload follow the line: 0 for none, {@link Text#NO_NUMBER} where there has to be a number
     * and is none.
     */
    long payload() {
        if (!mayHavePayload() || words.isEmpty() || is("QRY") && count() < NAME) {
            // What a server answers to a QRY is its transaction's number alone.
            return 0;
        }
        long length = number(count() - 1);
        return length == Text.NO_NUMBER && !is("MSG") ? 0 : length;
    }
}
