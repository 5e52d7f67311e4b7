package gateway.protocol.ppstream;

import gateway.api.packet.ByteView;

/**
 * How a message stands in a datagram. It begins with its length (two bytes), its family (one) and its command (two),
 * low bytes first; what it is about, a key of eight bytes, follows.
 *
 * @param form on the wire
 * @param start where in the datagram the message begins
 * @param family {@link Command#LIVE}, {@link Command#ASK} or {@link Command#ANSWER}
 * @param command what it says
 */
record Frame(Form form, int start, int family, int command) {
    /** The shortest message that was ever seen. */
    static final int SHORTEST = 19;
    /** Longer datagrams are not ours: the longest that were seen have 1085 bytes. */
    static final int LONGEST = 2047;
    /** Where the key of the content stands in a message. */
    static final int KEY = 5;
    /** Bytes of that key. */
    static final int KEY_LENGTH = 8;
    private static final int FAMILY = 2;
    private static final int COMMAND = 3;
    private static final int PREFIX = 2;
    /** What the first versions of the live network did not count. */
    private static final int[] UNCOUNTED = {4, 6};
    private static final byte[] LIVE_BODY = {(byte) 0xff, 0, 1, 0, 0, 0, 0, 0, 0, 0};

    /** The forms of the wire. */
    enum Form {
        /** As it is. */
        PLAIN,
        /** See {@link Scrambling}. */
        SCRAMBLED,
        /** Two bytes in front, which the length counts: to and from servers of later years. */
        PREFIXED
    }

    /**
     * The message in a datagram; null if there is none.
     *
     * @param datagram what is there of it
     * @param length how long it was
     */
    static Frame read(ByteView datagram, int length) {
        if (length < SHORTEST || length > LONGEST || datagram.length() < SHORTEST) {
            return null;
        }
        Frame scrambled = scrambled(datagram, length);
        if (scrambled != null) {
            return scrambled;
        }
        Frame plain = at(Form.PLAIN, datagram, 0);
        if (plain != null && plain.countsItself(datagram, length)) {
            return plain;
        }
        Frame prefixed = at(Form.PREFIXED, datagram, PREFIX);
        boolean sound = prefixed != null && Command.isOfServers(prefixed.command)
            && Little.u16(datagram, PREFIX) == length && length > SHORTEST;
        return sound ? prefixed : null;
    }

    /** Whether somebody saw such messages. */
    boolean known() {
        return Command.isKnown(family, command);
    }

    private static Frame scrambled(ByteView datagram, int length) {
        if (!Scrambling.is(datagram, length)) {
            return null;
        }
        int family = Scrambling.plain(datagram, length, FAMILY);
        int command = Scrambling.plain(datagram, length, COMMAND)
            | Scrambling.plain(datagram, length, COMMAND + 1) << 8;
        return Command.isFamily(family) && Command.isPlausible(command)
            ? new Frame(Form.SCRAMBLED, 0, family, command) : null;
    }

    private static Frame at(Form form, ByteView datagram, int start) {
        int family = datagram.u8(start + FAMILY);
        return Command.isFamily(family)
            ? new Frame(form, start, family, Little.u16(datagram, start + COMMAND)) : null;
    }

    private boolean countsItself(ByteView datagram, int length) {
        int counted = Little.u16(datagram, 0);
        if (family != Command.LIVE) {
            return counted == length && Command.isPlausible(command);
        }
        boolean counts = counted == length;
        for (int uncounted : UNCOUNTED) {
            counts |= counted == length - uncounted;
        }
        return counts && (known() || datagram.matches(KEY, LIVE_BODY));
    }
}
