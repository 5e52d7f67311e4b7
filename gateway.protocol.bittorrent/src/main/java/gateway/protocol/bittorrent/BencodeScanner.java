package gateway.protocol.bittorrent;

/** Finds the end of a value whose bytes come in parts, without looking at any byte twice. */
final class BencodeScanner {
    private int depth;
    private long number;
    private long skipping;
    private boolean inInteger;
    private boolean inLength;
    private boolean complete;
    private boolean malformed;

    /** Takes one byte; answers whether the value is complete with it. Not to be asked again then. */
    boolean add(int b) {
        if (skipping > 0) {
            skipping--;
            settle();
        } else if (inInteger) {
            inInteger = b != 'e';
            settle();
        } else if (inLength) {
            length(b);
        } else {
            begin(b);
        }
        return complete;
    }

    /** Whether these bytes are no bencoding. */
    boolean malformed() {
        return malformed;
    }

    private void begin(int b) {
        if (b == 'd' || b == 'l') {
            depth++;
            malformed |= depth > Bencode.MAX_DEPTH;
        } else if (b == 'i') {
            inInteger = true;
        } else if (b == 'e' && depth > 0) {
            depth--;
            settle();
        } else if (Bencode.isDigit(b)) {
            inLength = true;
            number = b - '0';
        } else {
            malformed = true;
        }
    }

    private void length(int b) {
        if (Bencode.isDigit(b)) {
            number = number * 10 + (b - '0');
            malformed |= number > Integer.MAX_VALUE;
        } else {
            malformed |= b != ':';
            inLength = false;
            skipping = number;
            settle();
        }
    }

    private void settle() {
        complete = depth == 0 && skipping == 0 && !inInteger && !malformed;
    }
}
