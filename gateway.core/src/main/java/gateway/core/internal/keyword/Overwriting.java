package gateway.core.internal.keyword;

import gateway.api.protocol.WireText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Overwrites characters of a text where it stands, in its encoding and in its length: every byte of a character in
 * UTF-8 or ISO 8859-1 becomes the filler, every unit of UTF-16 one filler; escapes stay escapes, and base64 is encoded
 * anew where it has to be, without touching the bits of a neighbour. Pure; nothing throws for what the wire holds.
 */
public final class Overwriting {
    private Overwriting() {
    }

    /**
     * Bytes to be written.
     *
     * @param offset of the first one, in the bytes of the text
     * @param bytes what to write there
     */
    public record Patch(int offset, byte[] bytes) {
    }

    /**
     * What has to be written over a text's bytes.
     *
     * @param text as the dissector read it
     * @param wire the bytes that stand in its place
     * @param places first and behind the last character of each part, as pairs
     * @param filler a letter, a digit, or one of {@code * - . _}: means itself in every encoding
     * @return empty where the bytes are not those of the text
     */
    public static Optional<List<Patch>> of(WireText text, byte[] wire, int[] places, char filler) {
        TransferLayer layer = TransferLayer.of(text.encoding(), wire);
        Optional<int[]> borders = CharacterBorders.of(text.encoding(), layer.plain(), text.value());
        if (borders.isEmpty()) {
            return Optional.empty();
        }
        byte[] plain = layer.plain().clone();
        boolean[] touched = new boolean[plain.length];
        boolean wide = CharacterBorders.isWide(text.encoding());
        for (int i = 0; i < places.length; i += 2) {
            int from = borders.get()[places[i]];
            int to = borders.get()[places[i + 1]];
            for (int at = from; at < to; at++) {
                plain[at] = (byte) (wide && (at - from) % 2 == 1 ? 0 : filler);
                touched[at] = true;
            }
        }
        return Optional.of(difference(wire, layer.encoded(plain, touched)));
    }

    /** Whether a character can take the place of any other in every encoding. */
    public static boolean isFiller(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || "*-._".indexOf(c) >= 0;
    }

    private static List<Patch> difference(byte[] before, byte[] after) {
        List<Patch> patches = new ArrayList<>();
        int at = 0;
        while (at < before.length) {
            int end = at;
            while (end < before.length && before[end] != after[end]) {
                end++;
            }
            if (end > at) {
                patches.add(new Patch(at, java.util.Arrays.copyOfRange(after, at, end)));
            }
            at = end + 1;
        }
        return patches;
    }
}
