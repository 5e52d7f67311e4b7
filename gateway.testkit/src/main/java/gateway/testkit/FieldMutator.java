package gateway.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Changes what parsers believe: lengths and counts, in binary and in digits; long runs; lines. */
final class FieldMutator {
    private static final long[] TELLING = {0, 1, -1, -2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x1_0000,
        0x7fff_ffff, 0x8000_0000L, 0xffff_fffeL, 0x1_0000_0000L, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final String[] NUMBERS = {"", "0", "-1", "1", "00", "+1", "1e9", "0x10", "65535", "65536",
        "2147483647", "2147483648", "-2147483648", "4294967295", "4294967296", "9223372036854775807",
        "9223372036854775808", "99999999999999999999999999"};
    private static final int LONGEST_RUN_BITS = 16;

    private final SplittableRandom random;

    FieldMutator(SplittableRandom random) {
        this.random = random;
    }

    /** A copy with one change. */
    byte[] mutate(byte[] original) {
        if (original.length == 0) {
            return original;
        }
        int at = random.nextInt(original.length);
        return switch (random.nextInt(6)) {
            case 0, 1 -> withNumber(original, at);
            case 2, 3 -> withDigits(original, at);
            case 4 -> replaced(original, at, at, run());
            default -> withLines(original, at);
        };
    }

    /** One to eight bytes in either order become a number at the edge of something. */
    private byte[] withNumber(byte[] original, int at) {
        byte[] bytes = original.clone();
        int width = Math.min(1 << random.nextInt(4), bytes.length - at);
        long number = TELLING[random.nextInt(TELLING.length)] + (random.nextInt(4) == 0 ? random.nextInt(-4, 5) : 0);
        boolean big = random.nextBoolean();
        for (int i = 0; i < width; i++) {
            bytes[at + i] = (byte) (number >> 8 * (big ? width - 1 - i : i));
        }
        return bytes;
    }

    /** The next digits from a place on become another number. */
    private byte[] withDigits(byte[] original, int at) {
        int from = at;
        while (from < original.length && !isDigit(original[from])) {
            from++;
        }
        int to = from;
        while (to < original.length && isDigit(original[to])) {
            to++;
        }
        return replaced(original, from, to, number(original, from, to).getBytes(StandardCharsets.ISO_8859_1));
    }

    private String number(byte[] original, int from, int to) {
        if (to - from > 0 && to - from < 10 && random.nextBoolean()) {
            String digits = new String(original, from, to - from, StandardCharsets.ISO_8859_1);
            return String.valueOf(Long.parseLong(digits) + random.nextInt(-2, 3));
        }
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }

    /** Something short, up to 64 K times in all. */
    private byte[] run() {
        byte[] piece = new byte[1 + random.nextInt(4)];
        for (int i = 0; i < piece.length; i++) {
            piece[i] = (byte) (random.nextBoolean() ? random.nextInt(256) : "a/ \n%:[{d(\0".charAt(random.nextInt(11)));
        }
        int bits = Math.min(random.nextInt(LONGEST_RUN_BITS + 1), random.nextInt(LONGEST_RUN_BITS + 1));
        byte[] run = new byte[1 + random.nextInt(1 << bits)];
        for (int i = 0; i < run.length; i++) {
            run[i] = piece[i % piece.length];
        }
        return run;
    }

    /** The line at a place is repeated, up to 1024 times, or taken out. */
    private byte[] withLines(byte[] original, int at) {
        int from = at;
        while (from > 0 && original[from - 1] != '\n') {
            from--;
        }
        int to = at;
        do {
            to++;
        } while (to < original.length && original[to - 1] != '\n');
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        int most = Math.min((1 << random.nextInt(11)), (1 << LONGEST_RUN_BITS) / (to - from));
        int times = random.nextInt(3) > 0 ? random.nextInt(3) : random.nextInt(Math.max(1, most));
        for (int i = 0; i < times; i++) {
            lines.write(original, from, to - from);
        }
        return replaced(original, from, to, lines.toByteArray());
    }

    private static boolean isDigit(byte letter) {
        return letter >= '0' && letter <= '9';
    }

    private static byte[] replaced(byte[] original, int from, int to, byte[] inserted) {
        byte[] result = Arrays.copyOf(original, original.length - (to - from) + inserted.length);
        System.arraycopy(inserted, 0, result, from, inserted.length);
        System.arraycopy(original, to, result, from + inserted.length, original.length - to);
        return result;
    }
}
