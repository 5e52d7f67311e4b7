package gateway.lab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A link's quality.
 *
 * @param lossPercent how many of a hundred segments are lost
 * @param roundTripMillis how long a packet takes there and back at least
 */
record LossyCell(int lossPercent, int roundTripMillis) {
    private static final List<Integer> LOSSES = List.of(0, 1, 2, 3, 4, 5);
    private static final List<Integer> ROUND_TRIPS = List.of(20, 50, 100);
    private static final Pattern WORD = Pattern.compile("(\\d{1,2})/(\\d{1,3})");

    /** The paper's range (kP2PADM, figure 10): 0 to 5 % at 20, 50 and 100 ms. */
    static List<LossyCell> all() {
        List<LossyCell> all = new ArrayList<>();
        for (int roundTrip : ROUND_TRIPS) {
            LOSSES.forEach(loss -> all.add(new LossyCell(loss, roundTrip)));
        }
        return List.copyOf(all);
    }

    /**
     * Reads cells as a user writes them, for instance {@code 1/20,5/100}: per cent and milliseconds.
     *
     * @throws IllegalArgumentException if one is written otherwise
     */
    static List<LossyCell> parse(String words) {
        List<LossyCell> cells = new ArrayList<>();
        for (String word : words.split(",", -1)) {
            Matcher matcher = WORD.matcher(word);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("bench: a cell is LOSS/ROUNDTRIP in % and ms, for instance 1/20");
            }
            cells.add(new LossyCell(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
        }
        return List.copyOf(cells);
    }

    @Override
    public String toString() {
        return lossPercent + " % lost, " + roundTripMillis + " ms";
    }
}
