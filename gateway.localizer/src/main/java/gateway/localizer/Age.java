package gateway.localizer;

import java.util.concurrent.TimeUnit;

/** A time in the words of people. */
final class Age {
    private Age() {
    }

    /** In days, hours or minutes, whichever gives a number from 2 on. */
    static String of(long millis) {
        long days = TimeUnit.MILLISECONDS.toDays(millis);
        long hours = TimeUnit.MILLISECONDS.toHours(millis);
        long minutes = Math.max(0, TimeUnit.MILLISECONDS.toMinutes(millis));
        return days > 1 ? days + " days" : hours > 1 ? hours + " hours"
            : minutes + (minutes == 1 ? " minute" : " minutes");
    }
}
