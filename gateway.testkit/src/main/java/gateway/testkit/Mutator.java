package gateway.testkit;

import java.util.Arrays;
import java.util.Random;

/** Makes hostile input out of good input, always the same from one seed. */
public final class Mutator {
    private static final int MAX_CHANGES = 6;
    private static final int MAX_INSERT = 24;
    private static final byte[] TELLING = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff, '0', '9', '-', ':', 'd', 'e', 'i', 'l',
        ' ', '\r', '\n', ';', ','};

    private final Random random;

    /** A mutator of its own sequence. */
    public Mutator(long seed) {
        random = new Random(seed);
    }

    /** Bytes that mean nothing, 0 to {@code maxLength} of them. */
    public byte[] noise(int maxLength) {
        byte[] noise = new byte[random.nextInt(maxLength + 1)];
        random.nextBytes(noise);
        return noise;
    }

    /** One of these. */
    @SafeVarargs
    public final <T> T any(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A number from 0 to {@code below - 1}. */
    public int number(int below) {
        return random.nextInt(below);
    }

    /** A copy with a few changes: bits, telling bytes, cuts, repetitions, insertions. */
    public byte[] mutate(byte[] original) {
        byte[] bytes = original.clone();
        for (int changes = 1 + random.nextInt(MAX_CHANGES); changes > 0; changes--) {
            bytes = change(bytes);
        }
        return bytes;
    }

    private byte[] change(byte[] bytes) {
        if (bytes.length == 0) {
            return noise(MAX_INSERT);
        }
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(MAX_INSERT, bytes.length - at));
        switch (random.nextInt(7)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> bytes[at] = TELLING[random.nextInt(TELLING.length)];
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                return replace(bytes, at, length, new byte[0]);
            }
            case 5 -> {
                return replace(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
            }
            default -> {
                return replace(bytes, at, random.nextInt(2), noise(MAX_INSERT));
            }
        }
        return bytes;
    }

    private static byte[] replace(byte[] bytes, int at, int removed, byte[] inserted) {
        byte[] result = new byte[bytes.length - removed + inserted.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(inserted, 0, result, at, inserted.length);
        System.arraycopy(bytes, at + removed, result, at + inserted.length, bytes.length - at - removed);
        return result;
    }
}
