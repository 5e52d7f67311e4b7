package gateway.console.page;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LooksTest {
    private long now;
    private final Looks looks = new Looks(() -> now);

    @Test
    void shouldRecordALookOnceAsLongAsItLasts() {
        assertTrue(looks.at(Asked.AUDITOR, "list"));
        for (int i = 0; i < 100; i++) {
            now += Looks.PAUSE.toNanos() - 1;
            assertFalse(looks.at(Asked.AUDITOR, "list"));
        }
        now += Looks.PAUSE.toNanos() + 1;
        assertTrue(looks.at(Asked.AUDITOR, "list"));
    }

    @Test
    void shouldTellLooksApartByVisitorAndByWhatIsLookedAt() {
        assertTrue(looks.at(Asked.AUDITOR, "list"));
        assertTrue(looks.at(Asked.AUDITOR, "flow 1"));
        assertTrue(looks.at(Asked.VIEWER, "list"));
    }
}
