package gateway.core.internal.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteRangesTest {
    private final ByteRanges ranges = new ByteRanges();

    @Test
    void shouldJoinRangesThatTouch() {
        ranges.add(0, 2);
        ranges.add(4, 6);
        ranges.add(2, 4);
        assertEquals(1, ranges.count());
        assertTrue(ranges.contains(0, 6));
    }

    @Test
    void shouldRefuseOneTooMany() {
        for (int i = 0; i < ByteRanges.MAX; i++) {
            assertTrue(ranges.add(3L * i, 3L * i + 1));
        }
        assertFalse(ranges.add(3L * ByteRanges.MAX, 3L * ByteRanges.MAX + 1));
        assertTrue(ranges.add(0, 2), "joining needs no room");
        assertEquals(ByteRanges.MAX, ranges.count());
    }

    @Test
    void shouldAgreeWithASetOfBits() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            ranges.clear();
            BitSet bits = new BitSet();
            for (int i = 0; i < 40; i++) {
                int from = random.nextInt(200);
                int to = from + 1 + random.nextInt(12);
                ranges.add(from, to);
                bits.set(from, to);
                if (random.nextInt(8) == 0) {
                    int before = random.nextInt(200);
                    ranges.removeBefore(before);
                    bits.clear(0, before);
                }
                compare(bits);
            }
        }
    }

    private void compare(BitSet bits) {
        int at = 0;
        for (int i = 0; i < ranges.count(); i++) {
            int start = bits.nextSetBit(at);
            assertEquals(start, ranges.start(i));
            at = bits.nextClearBit(start);
            assertEquals(at, ranges.end(i));
        }
        assertEquals(-1, bits.nextSetBit(at));
    }
}
