package gateway.core.internal.watchdog;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.crafted.FakeParser;
import org.junit.jupiter.api.Test;

class FailureWindowTest {
    private final FailureWindow window = new FailureWindow();
    private final FakeParser parser = FakeParser.of("a", "A");

    @Test
    void shouldSayOnceWhenItIsTooMuch() {
        for (int i = 1; i < FailureWindow.MOST_FAILURES; i++) {
            assertFalse(window.onFailure(parser, i));
        }
        assertTrue(window.onFailure(parser, FailureWindow.WINDOW_NANOS));
        assertFalse(window.onFailure(parser, FailureWindow.WINDOW_NANOS));
    }

    @Test
    void shouldForgiveWhatIsLongAgo() {
        for (int i = 0; i < 10 * FailureWindow.MOST_FAILURES; i++) {
            assertFalse(window.onFailure(parser, i * (FailureWindow.WINDOW_NANOS / 50)));
        }
    }

    @Test
    void shouldCountEachParserForItself() {
        FakeParser other = FakeParser.of("b", "B");
        for (int i = 1; i < FailureWindow.MOST_FAILURES; i++) {
            assertFalse(window.onFailure(parser, i));
            assertFalse(window.onFailure(other, i));
        }
    }

    @Test
    void shouldStayBoundedWhileParsersComeAndGo() {
        for (int i = 0; i < 10_000; i++) {
            assertFalse(window.onFailure(FakeParser.of("p" + i, "P"), i));
        }
    }
}
