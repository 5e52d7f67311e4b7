package gateway.auditor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.auditor.file.Ranges.Range;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangesTest {
    private final Ranges ranges = new Ranges();

    @Test
    void shouldJoinWhatTouches() {
        ranges.add(0, 10);
        ranges.add(20, 30);
        assertEquals(List.of(new Range(10, 20)), ranges.missing(5, 25));
        ranges.add(10, 20);
        assertTrue(ranges.covers(30));
        assertFalse(ranges.covers(31));
        assertEquals(30, ranges.bytes());
        assertEquals(List.of(), ranges.missing(0, 30));
    }

    @Test
    void shouldAgreeWithASetOfBits() {
        Random random = new Random(11);
        BitSet bits = new BitSet();
        for (int i = 0; i < 3000; i++) {
            int from = random.nextInt(2000);
            int to = from + 1 + random.nextInt(20);
            BitSet missing = new BitSet();
            missing.set(from, to);
            missing.andNot(bits);
            BitSet said = new BitSet();
            ranges.missing(from, to).forEach(each -> said.set((int) each.from(), (int) each.to()));
            assertEquals(missing, said);
            if (random.nextInt(4) == 0) {
                ranges.add(from, to);
                bits.set(from, to);
            }
            assertEquals(bits.cardinality(), ranges.bytes());
            assertEquals(bits.length(), ranges.end());
            assertEquals(bits.cardinality() >= 1500 && bits.nextClearBit(0) >= 1500, ranges.covers(1500)
                && bits.cardinality() >= 1500 && bits.nextClearBit(0) >= 1500);
        }
    }

    @Test
    void shouldSayWhereThereAreTooManyPieces() {
        for (int i = 0; i < Ranges.MOST; i++) {
            assertTrue(ranges.add(2L * i, 2L * i + 1));
        }
        assertFalse(ranges.add(3L * Ranges.MOST, 3L * Ranges.MOST + 1));
    }
}
