package gateway.core.internal.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.appliance.Inspection.Localization;
import gateway.core.internal.operation.Seen;
import java.util.List;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.Test;

class LocalizerCheckTest {
    private final Seen seen = new Seen();

    private void assertHealth(Status status, String words, boolean wanted, boolean there, String problem) {
        seen.localization = new Localization(wanted, there, 0, problem, List.of());
        Result result = new LocalizerCheck(seen.look(0)).execute();
        assertEquals(status, result.getStatus(), result.toString());
        assertTrue(result.toString().contains(words), result.toString());
    }

    @Test
    void shouldSayWhetherListsAreChanged() {
        assertHealth(Status.OK, "no rule", false, false, "");
        assertHealth(Status.WARN, "there is no bundle", true, false, "");
        assertHealth(Status.OK, "as rules want", true, true, "");
        assertHealth(Status.WARN, "geo/country.mmdb is cut off", true, true, "geo/country.mmdb is cut off");
    }
}
