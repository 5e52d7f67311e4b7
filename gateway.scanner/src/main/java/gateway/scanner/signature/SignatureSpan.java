package gateway.scanner.signature;

/**
 * How many bytes a signature of ClamAV can cover: the greatest distance from the first to the last byte that it
 * matches, after <a href="https://docs.clamav.net/manual/Signatures/BodySignatureFormat.html">its format</a>.
 */
final class SignatureSpan {
    /** It matches over any distance. */
    static final long UNBOUNDED = Long.MAX_VALUE;

    private final String text;
    private int at;

    private SignatureSpan(String text) {
        this.text = text;
    }

    /** The span of a signature's body; 0 for what is none. */
    static long of(String body) {
        try {
            return new SignatureSpan(body).sequence();
        } catch (NumberFormatException | StringIndexOutOfBoundsException notOne) {
            return 0;
        }
    }

    private long sequence() {
        long span = 0;
        while (at < text.length()) {
            long next = switch (text.charAt(at)) {
                case '*' -> UNBOUNDED;
                case '{' -> gap('}');
                case '[' -> gap(']');
                case '(' -> alternatives();
                case '!' -> negation();
                default -> octet();
            };
            if (next == UNBOUNDED) {
                return UNBOUNDED;
            }
            span += next;
        }
        return span;
    }

    private long octet() {
        for (int end = at + 2; at < end; at++) {
            if (text.charAt(at) != '?') {
                Integer.parseInt(text, at, at + 1, 16);
            }
        }
        return 1;
    }

    private long negation() {
        at++;
        return 0;
    }

    /** {n}, {n-m}, {-m} and {n-}, also in square brackets. */
    private long gap(char close) {
        int end = text.indexOf(close, at);
        String range = text.substring(at + 1, end);
        at = end + 1;
        String most = range.substring(range.indexOf('-') + 1);
        return most.isEmpty() ? UNBOUNDED : Integer.parseInt(most);
    }

    /** (aa|bb|cc), or one letter for a border of a word or a line, which may be a byte. */
    private long alternatives() {
        int end = text.indexOf(')', at);
        String list = text.substring(at + 1, end);
        at = end + 1;
        if (list.length() == 1) {
            return 1;
        }
        long longest = 0;
        for (String alternative : list.split("\\|")) {
            longest = Math.max(longest, new SignatureSpan(alternative).sequence());
        }
        return longest;
    }
}
