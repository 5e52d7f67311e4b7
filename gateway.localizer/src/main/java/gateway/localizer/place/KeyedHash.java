package gateway.localizer.place;

/** A hash of numbers in rounds. Begun with a secret, nobody outside can choose what falls together. */
public final class KeyedHash {
    private KeyedHash() {
    }

    /** A round; the multiplier and the shift are those of SplittableRandom's mix. */
    public static long mix(long hash, long value) {
        long mixed = (hash ^ value) * 0xbf58476d1ce4e5b9L;
        return mixed ^ mixed >>> 31;
    }

    /** All characters of a text, and its length. */
    public static long mix(long hash, CharSequence text) {
        long mixed = mix(hash, text.length());
        for (int i = 0; i < text.length(); i++) {
            mixed = mix(mixed, text.charAt(i));
        }
        return mixed;
    }
}
