package gateway.core.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MarksTest {
    @Test
    void shouldKeepTheAdministratorsBits() {
        int administrators = 0xf000_1234;

        int mark = Marks.encode(administrators | 0x0abc_0000, Marks.DROP, 7);

        assertEquals(0xf703_1234, mark);
        assertEquals(administrators, mark & ~Marks.MASK);
    }

    @Test
    void shouldGiveBackEveryClassAndGeneration() {
        for (int markClass = 0; markClass <= 255; markClass++) {
            for (int generation = 0; generation <= Marks.MAX_GENERATION; generation++) {
                int mark = Marks.encode(0xffff_ffff, markClass, generation);
                assertEquals(markClass, Marks.classOf(mark));
                assertEquals(generation, Marks.generationOf(mark));
                assertEquals(Marks.bits(markClass, generation), mark & Marks.MASK);
            }
        }
    }

    @Test
    void shouldRefuseWhatDoesNotFitItsBits() {
        assertThrows(IllegalArgumentException.class, () -> Marks.encode(0, 256, 1));
        assertThrows(IllegalArgumentException.class, () -> Marks.encode(0, 1, 16));
        assertThrows(IllegalArgumentException.class, () -> Marks.encode(0, -1, 1));
    }

    @Test
    void shouldNeverReuseTheGenerationOfUndecidedFlows() {
        int generation = 1;
        for (int i = 0; i < 40; i++) {
            generation = Marks.nextGeneration(generation);
            assertEquals(i + 1 < Marks.MAX_GENERATION ? i + 2 : (i + 1) % 15 + 1, generation);
        }
    }
}
