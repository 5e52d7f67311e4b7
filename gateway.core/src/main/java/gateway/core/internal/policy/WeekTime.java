package gateway.core.internal.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of the week, such as {@code Mon-Fri 08:00-17:30}. Days and hours may run over their ends
 * ({@code Sat-Mon}, {@code 22:00-06:00}, where the part after midnight belongs to the day before).
 *
 * @param firstDay 1 (Monday) to 7
 * @param lastDay 1 to 7
 * @param fromMinute of the day, 0 to 1439
 * @param toMinute of the day, exclusive, 1 to 1440
 */
record WeekTime(int firstDay, int lastDay, int fromMinute, int toMinute) {
    private static final Pattern FORM = Pattern.compile(
        "(?:([A-Za-z]{3})(?:-([A-Za-z]{3}))?)?\\s*(?:(\\d{1,2}):(\\d{2})-(\\d{1,2}):(\\d{2}))?");

    /** Reads a span; refuses what is not one with a sentence. */
    static WeekTime parse(String text) {
        Matcher form = FORM.matcher(text.trim());
        if (text.isBlank() || !form.matches()) {
            throw wrong(text);
        }
        int first = form.group(1) == null ? 1 : day(form.group(1), text);
        int last = form.group(1) == null ? 7 : form.group(2) == null ? first : day(form.group(2), text);
        if (form.group(3) == null) {
            return new WeekTime(first, last, 0, 1440);
        }
        int from = minute(form.group(3), form.group(4), text);
        if (from == 1440) {
            throw wrong(text);
        }
        return new WeekTime(first, last, from, minute(form.group(5), form.group(6), text));
    }

    /** Whether the moment lies in the span, by the clock of {@code zone}. */
    boolean contains(long millis, ZoneId zone) {
        ZonedDateTime when = Instant.ofEpochMilli(millis).atZone(zone);
        int minute = when.getHour() * 60 + when.getMinute();
        int day = when.getDayOfWeek().getValue();
        if (fromMinute < toMinute) {
            return hasDay(day) && minute >= fromMinute && minute < toMinute;
        }
        int dayBefore = day == 1 ? 7 : day - 1;
        return hasDay(day) && minute >= fromMinute || hasDay(dayBefore) && minute < toMinute;
    }

    /** As it may be written in a rule. */
    @Override
    public String toString() {
        return name(firstDay) + '-' + name(lastDay) + ' ' + clock(fromMinute) + '-' + clock(toMinute);
    }

    private static String name(int day) {
        return DayOfWeek.of(day).getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }

    private static String clock(int minute) {
        return String.format("%02d:%02d", minute / 60, minute % 60);
    }

    private boolean hasDay(int day) {
        return firstDay <= lastDay ? day >= firstDay && day <= lastDay : day >= firstDay || day <= lastDay;
    }

    private static int day(String name, String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH).equalsIgnoreCase(name)) {
                return day.getValue();
            }
        }
        throw wrong(text);
    }

    private static int minute(String hours, String minutes, String text) {
        int minute = Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
        if (minute > 1440 || Integer.parseInt(minutes) > 59) {
            throw wrong(text);
        }
        return minute;
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("time is like \"Mon-Fri 08:00-17:30\", not \"" + text + '"');
    }
}
