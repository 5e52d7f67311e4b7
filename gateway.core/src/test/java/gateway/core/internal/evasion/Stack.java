package gateway.core.internal.evasion;

/**
 * How a receiver's TCP differs from others' where the RFCs leave a choice, or where stacks do not follow them.
 *
 * @param overlap whose bytes stay where segments behind a gap overlap
 * @param strict whether it ignores what RFC 5961, RFC 7323 and RFC 2385 say to ignore: old timestamps, resets that are
 *     not exact, acknowledgements of what was not sent, signatures that nobody asked for, segments without ACK
 * @param checks whether a wrong checksum is noticed; every real one does
 * @param urgentApart whether the urgent byte is taken out of the stream
 * @param fastOpen whether it takes data in a SYN at once, with a cookie or without
 * @param window how much it takes at once, in bytes
 */
record Stack(String name, Overlap overlap, boolean strict, boolean checks, boolean urgentApart, boolean fastOpen,
             int window) {
    /** Whose bytes stay. */
    enum Overlap {
        FIRST, LAST
    }

    /** Linux: what came first stays, the urgent byte is read apart. */
    static final Stack LINUX = new Stack("linux", Overlap.FIRST, true, true, true, true, 65_535);

    private static final Stack[] OTHERS = {
        new Stack("last wins", Overlap.LAST, true, true, true, true, 65_535),
        new Stack("urgent inline", Overlap.FIRST, true, true, false, false, 65_535),
        new Stack("small window", Overlap.LAST, true, true, true, false, 2_000),
        new Stack("before RFC 5961", Overlap.LAST, false, true, false, false, 65_535),
        new Stack("gullible", Overlap.LAST, false, false, true, true, 1 << 30)};

    /** All of them. */
    static Stack[] all() {
        Stack[] all = new Stack[OTHERS.length + 1];
        all[0] = LINUX;
        System.arraycopy(OTHERS, 0, all, 1, OTHERS.length);
        return all;
    }

    @Override
    public String toString() {
        return name;
    }
}
