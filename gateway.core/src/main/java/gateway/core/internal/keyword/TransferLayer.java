package gateway.core.internal.keyword;

import gateway.api.protocol.WireText.Encoding;

/**
 * The transfer encoding of a text: what its bytes are once escapes are undone, and how changed bytes are put back in
 * the same length. What is broken is read as dissectors read it: as it stands.
 */
abstract class TransferLayer {
    final byte[] wire;
    byte[] plain;

    TransferLayer(byte[] wire) {
        this.wire = wire;
    }

    static TransferLayer of(Encoding encoding, byte[] wire) {
        return switch (encoding) {
            case ISO_8859_1, UTF_8, UTF_16LE -> new None(wire);
            case PERCENT -> new Escapes(wire, '%', false);
            case QUOTED_PRINTABLE -> new Escapes(wire, '=', true);
            case BASE64, BASE64_UTF_16LE -> new Base64Letters(wire);
        };
    }

    /** The bytes without the encoding. */
    byte[] plain() {
        return plain;
    }

    /**
     * The bytes of the wire with others in the place of the plain ones.
     *
     * @param changed as many as {@link #plain}
     * @param touched which of them to write
     */
    abstract byte[] encoded(byte[] changed, boolean[] touched);

    private static final class None extends TransferLayer {
        None(byte[] wire) {
            super(wire);
            plain = wire;
        }

        @Override
        byte[] encoded(byte[] changed, boolean[] touched) {
            return changed;
        }
    }

    /** Percent-encoding and quoted-printable: a byte is itself, or a mark and two digits. */
    private static final class Escapes extends TransferLayer {
        private static final String DIGITS = "0123456789ABCDEF";

        private final int[] places;
        private final boolean[] escaped;

        Escapes(byte[] wire, char mark, boolean softBreaks) {
            super(wire);
            byte[] decoded = new byte[wire.length];
            places = new int[wire.length];
            escaped = new boolean[wire.length];
            int length = 0;
            int at = 0;
            while (at < wire.length) {
                int skipped = softBreaks ? softBreak(at) : 0;
                if (skipped > 0) {
                    at += skipped;
                    continue;
                }
                int value = wire[at] == mark ? escape(at) : -1;
                places[length] = at;
                escaped[length] = value >= 0;
                decoded[length++] = (byte) (value >= 0 ? value : wire[at]);
                at += value >= 0 ? 3 : 1;
            }
            plain = java.util.Arrays.copyOf(decoded, length);
        }

        private int escape(int at) {
            int high = at + 2 < wire.length ? Character.digit((char) wire[at + 1], 16) : -1;
            int low = high >= 0 ? Character.digit((char) wire[at + 2], 16) : -1;
            return low < 0 ? -1 : high << 4 | low;
        }

        /** The length of a mark that only breaks the line (RFC 2045, 6.7, rule 5). */
        private int softBreak(int at) {
            if (wire[at] != '=' || at + 1 >= wire.length) {
                return 0;
            }
            if (wire[at + 1] == '\n') {
                return 2;
            }
            return wire[at + 1] == '\r' && at + 2 < wire.length && wire[at + 2] == '\n' ? 3 : 0;
        }

        @Override
        byte[] encoded(byte[] changed, boolean[] touched) {
            byte[] bytes = wire.clone();
            for (int i = 0; i < changed.length; i++) {
                if (touched[i] && escaped[i]) {
                    bytes[places[i] + 1] = (byte) DIGITS.charAt(changed[i] >> 4 & 0xf);
                    bytes[places[i] + 2] = (byte) DIGITS.charAt(changed[i] & 0xf);
                } else if (touched[i]) {
                    bytes[places[i]] = changed[i];
                }
            }
            return bytes;
        }
    }

    /** RFC 2045, 6.8: six bits a letter; what is no letter is passed over, and the first {@code =} ends it. */
    private static final class Base64Letters extends TransferLayer {
        private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

        private final int[] places;
        private final byte[] bits;
        private int letters;

        Base64Letters(byte[] wire) {
            super(wire);
            places = new int[wire.length];
            bits = new byte[wire.length];
            for (int at = 0; at < wire.length && wire[at] != '='; at++) {
                int value = ALPHABET.indexOf((char) (wire[at] & 0xff));
                if (value >= 0) {
                    places[letters] = at;
                    bits[letters++] = (byte) value;
                }
            }
            plain = new byte[letters * 6 / 8];
            for (int i = 0; i < plain.length; i++) {
                int bit = i * 8;
                int two = bits[bit / 6] << 6 | bits[bit / 6 + 1];
                plain[i] = (byte) (two >> 4 - bit % 6);
            }
        }

        @Override
        byte[] encoded(byte[] changed, boolean[] touched) {
            byte[] bytes = wire.clone();
            for (int i = 0; i < letters; i++) {
                int value = bits[i];
                for (int k = 0; k < 6; k++) {
                    int bit = i * 6 + k;
                    if (bit / 8 < changed.length && touched[bit / 8]) {
                        int set = changed[bit / 8] >> 7 - bit % 8 & 1;
                        value = value & ~(1 << 5 - k) | set << 5 - k;
                    }
                }
                if (value != bits[i]) {
                    bytes[places[i]] = (byte) ALPHABET.charAt(value);
                }
            }
            return bytes;
        }
    }
}
