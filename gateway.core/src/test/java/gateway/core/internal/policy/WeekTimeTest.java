package gateway.core.internal.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 2026-06-01 is a Monday. */
class WeekTimeTest {
    private static boolean holds(String span, int day, String time) {
        LocalDateTime when = LocalDateTime.parse("2026-06-0" + day + "T" + time);
        return WeekTime.parse(span).contains(when.toInstant(ZoneOffset.UTC).toEpochMilli(), ZoneOffset.UTC);
    }

    @ParameterizedTest
    @CsvSource({
        "Mon-Fri 08:00-17:30, 1, 08:00:00, true",
        "Mon-Fri 08:00-17:30, 1, 07:59:59, false",
        "Mon-Fri 08:00-17:30, 5, 17:29:59, true",
        "Mon-Fri 08:00-17:30, 5, 17:30:00, false",
        "Mon-Fri 08:00-17:30, 6, 12:00:00, false",
        "sat, 6, 00:00:00, true",
        "SAT, 6, 23:59:59, true",
        "Sat, 7, 00:00:00, false",
        "Sat-Mon, 7, 12:00:00, true",
        "Sat-Mon, 1, 12:00:00, true",
        "Sat-Mon, 2, 12:00:00, false",
        "Sat-Mon, 5, 12:00:00, false",
        "08:00-09:00, 3, 08:30:00, true",
        "8:00-9:00, 7, 08:30:00, true",
        "00:00-24:00, 4, 23:59:59, true",
        "00:00-00:00, 4, 12:00:00, true"})
    void shouldKnowDaysAndHours(String span, int day, String time, boolean expected) {
        assertEquals(expected, holds(span, day, time));
    }

    @ParameterizedTest
    @CsvSource({
        "Fri 22:00-06:00, 5, 21:59:59, false",
        "Fri 22:00-06:00, 5, 22:00:00, true",
        "Fri 22:00-06:00, 6, 05:59:59, true",
        "Fri 22:00-06:00, 6, 06:00:00, false",
        "Fri 22:00-06:00, 5, 03:00:00, false",
        "Sun 22:00-06:00, 1, 05:00:00, true",
        "Mon 22:00-06:00, 1, 05:00:00, false",
        "Sat-Sun 22:00-06:00, 1, 05:00:00, true",
        "Sat-Sun 22:00-06:00, 6, 05:00:00, false",
        "Mon 10:00-00:00, 1, 23:59:00, true",
        "Mon 10:00-00:00, 2, 00:00:00, false"})
    void shouldRunOverMidnightAndTheEndOfTheWeek(String span, int day, String time, boolean expected) {
        assertEquals(expected, holds(span, day, time));
    }

    @Test
    void shouldMeanTheClockOfItsZone() {
        long noonUtc = LocalDateTime.parse("2026-06-01T12:00:00").toInstant(ZoneOffset.UTC).toEpochMilli();
        assertTrue(WeekTime.parse("14:00-14:01").contains(noonUtc, ZoneId.of("Europe/Berlin")));
        long winter = LocalDateTime.parse("2026-12-07T12:00:00").toInstant(ZoneOffset.UTC).toEpochMilli();
        assertTrue(WeekTime.parse("Mon 13:00-13:01").contains(winter, ZoneId.of("Europe/Berlin")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Mo", "Monday", "Mon-", "Mon-Xyz", "08:00", "08:00-", "25:00-26:00", "08:60-09:00",
        "24:01-24:02", "24:00-06:00", "-1:00-02:00", "Mon 08:00-17:30 extra", "8-17", "Mon,Tue"})
    void shouldRefuseWhatIsNoTime(String text) {
        String said = assertThrows(IllegalArgumentException.class, () -> WeekTime.parse(text)).getMessage();
        assertTrue(said.contains("Mon-Fri 08:00-17:30") && said.contains('"' + text + '"'), said);
    }
}
