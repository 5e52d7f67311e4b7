package gateway.api.protocol;

import gateway.api.packet.Transport;

/**
 * Something in a payload that makes a parser worth asking. All bundles' signatures are looked for by one matcher;
 * the parser's {@code detect} has the last word.
 */
public sealed interface Signature {
    /** How far into a payload signatures that are not anchored are looked for, in bytes. */
    int MAX_DEPTH = 2048;

    /** The rule's name in the fact sheet or signature file. */
    String name();

    /** The transport whose payloads are searched. */
    Transport transport();

    /**
     * Bytes at a fixed place, compared under a mask.
     *
     * @param offset from the start of the payload, 0 or more
     * @param bytes what stands there
     * @param mask which bits count, as long as {@code bytes}
     * @param minLength payloads shorter than this do not match
     */
    record Anchored(String name, Transport transport, int offset, byte[] bytes, byte[] mask, int minLength)
        implements Signature {
        /** Checks the shape. */
        public Anchored {
            if (offset < 0 || bytes.length != mask.length) {
                throw new IllegalArgumentException("signature " + name + ": bad offset or mask");
            }
        }
    }

    /**
     * Bytes anywhere in the first {@code depth} bytes of the payload.
     *
     * @param depth 1 to {@value #MAX_DEPTH}; the whole literal lies within
     */
    record Floating(String name, Transport transport, byte[] bytes, int depth) implements Signature {
        /** Checks the shape. */
        public Floating {
            if (bytes.length == 0 || depth < bytes.length || depth > MAX_DEPTH) {
                throw new IllegalArgumentException("signature " + name + ": bad length or depth");
            }
        }
    }

    /**
     * A regular expression over the first {@value #MAX_DEPTH} bytes of what one payload holds, a character a byte,
     * {@code .} matching every byte.
     *
     * @param expression in the syntax of RE2, which cannot be made to run for ever
     * @param ignoreCase ASCII letters of either case are equal
     */
    record Regex(String name, Transport transport, String expression, boolean ignoreCase) implements Signature {
    }

    /** Exactly these bytes at {@code offset}. */
    static Signature at(String name, Transport transport, int offset, byte[] bytes) {
        byte[] mask = new byte[bytes.length];
        java.util.Arrays.fill(mask, (byte) 0xff);
        return new Anchored(name, transport, offset, bytes, mask, offset + bytes.length);
    }
}
