package gateway.console.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireTextTest {
    @Test
    void shouldLeaveWhatPeopleReadAlone() {
        assertEquals("Übung – 練習 😀 <b>&amp;", WireText.shown("Übung – 練習 😀 <b>&amp;"));
    }

    @Test
    void shouldWriteOutWhatCannotBeSeenOrTurnsTextRound() {
        assertEquals("a\\u202egpj.exe\\u0000\\u000a\\u200b", WireText.shown("a\u202egpj.exe\0\n\u200b"));
        assertEquals("\\ud800x", WireText.shown("\ud800x"));
    }

    @Test
    void shouldCutWhatNobodyReads() {
        assertEquals(301, WireText.shown("x".repeat(100_000)).length());
    }

    @Test
    void shouldMakeJsonOfAnything() throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(40); k >= 0; k--) {
                text.append((char) random.nextInt(0x10000));
            }
            String shown = WireText.shown(text.toString());
            String answer = Asked.question((parameters, visitor, json) -> json.writeString(shown), Asked.VIEWER,
                Map.of());
            assertTrue(answer.startsWith("200 "), answer);
        }
    }
}
