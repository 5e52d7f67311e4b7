package gateway.core.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RightsTest {
    private static final int NET_ADMIN = 12;
    private static final int NET_RAW = 13;

    @Test
    void shouldTellWhatIsHeldFromWhatIsPassedOn() {
        Rights rights = Rights.parse(List.of("Name:\tjava", "Uid:\t1000\t998\t1000\t1000",
            "CapInh:\t0000000000003000", "CapEff:\t0000000000003000", "CapAmb:\t0000000000001000"));
        assertTrue(rights.has(NET_ADMIN) && rights.has(NET_RAW));
        assertTrue(rights.passesOn(NET_ADMIN));
        assertFalse(rights.passesOn(NET_RAW));
    }

    @Test
    void shouldLetRootPassOnWhatItHas() {
        Rights root = Rights.parse(
            List.of("Uid:\t0\t0\t0\t0", "CapEff:\t000001ffffffffff", "CapAmb:\t0000000000000000"));
        assertTrue(root.has(NET_ADMIN) && root.passesOn(NET_ADMIN));
        assertFalse(Rights.parse(List.of("Uid:\t0\t0\t0\t0", "CapEff:\t0000000000000000")).has(NET_ADMIN));
    }

    @Test
    void shouldHoldNothingWhereNothingIsSaid() {
        assertEquals(new Rights(false, 0, 0), Rights.parse(List.of("Name:\tjava", "Uid:")));
    }
}
