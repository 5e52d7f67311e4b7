package gateway.core.internal.quality;

/**
 * How many far peers one client is left beyond what its rule says. It is fed the client's rate, interval by interval,
 * and knows no clock: the same rates lead to the same answers. One thread.
 *
 * <p>A client whose smoothed rate is below {@value #LOW} of its reference for some intervals is left more far peers:
 * 1, 2, 4 and so on, twice what its rule says and so on, in the end all. Where its rate comes back and stays so, they
 * become fewer again, step by step. A step down that has to be taken back makes the next one wait twice as long. Where
 * even all far peers do not bring it back, its rate with them is its reference from then on. Where they do not help at
 * all, being localized was not what made it slow: it has as few far peers as the rule says, and is not left more for a
 * while, the next time for twice as long.
 *
 * <p>The reference is the client's own rate while nobody kept it from far peers, if that was seen, or else that of
 * others who are left alone; without either nothing is adapted.
 */
final class Adaptation {
    /** So many far peers are all that a list may have. */
    static final int ALL = 1000;
    /** Below this part of its reference a rate has fallen. */
    static final double LOW = 0.8;
    /** From this part on it is back; between the two nothing is done. */
    static final double GOOD = 0.9;
    /** Steps of one client are so few that this many far peers are as good as all. */
    private static final int MANY = 64;
    private static final double WEIGHT = 0.3;
    /** Intervals behind a change that say nothing yet. */
    private static final int SETTLING = 2;
    private static final int IN_A_ROW = 3;
    /** So long is waited for a list that tells the client of the change: lists may travel unseen. */
    private static final int UNHEARD = 30;
    private static final int FIRST_STAY = 12;
    private static final int LONGEST_STAY = 360;
    private static final int FIRST_REST = 60;
    private static final int LONGEST_REST = 720;
    /** Who fetches nothing for so many intervals fetches something else afterwards. */
    private static final int FORGOTTEN = 60;

    private int level;
    /** It has fewer far peers than a while ago, to see whether that is enough. */
    private boolean tryingFewer;
    private int stay = FIRST_STAY;
    private int rest;
    private int nextRest = FIRST_REST;
    private boolean heard;
    private int unheard;
    private int settled;
    private int low;
    private int good;
    private int idle;
    private double rate = Double.NaN;
    /** The rate for which it was left more at first. */
    private double unhelped = Double.NaN;
    private double own = Double.NaN;
    private int ownIntervals;

    /** How many far peers it is left where its rule says so many. */
    int farPeers(int ruled) {
        long more = level == 0 ? ruled : ruled == 0 ? 1L << level - 1 : (long) ruled << level;
        return more >= MANY && level > 0 ? Math.max(ruled, ALL) : (int) more;
    }

    /** Whether it is left more than its rule says. */
    boolean raised() {
        return level > 0;
    }

    /** Its smoothed rate under what holds for it now, in bytes a second; NaN while too little was seen. */
    double rate() {
        return rate;
    }

    /** What its rate is compared with; NaN where there is nothing. */
    double reference(double others) {
        return ownIntervals >= IN_A_ROW ? own : others;
    }

    /** It was told a list of peers. */
    void onList() {
        if (!heard) {
            heard = true;
            settled = 0;
        }
    }

    /** Another rule concerns it, or none: what it is left is as the rule says. */
    void onRule() {
        level = 0;
        tryingFewer = false;
        stay = FIRST_STAY;
        rest = 0;
        nextRest = FIRST_REST;
        restart();
    }

    /** An interval in which it fetched, and nobody kept it from far peers. */
    void onFree(double bytesPerSecond) {
        idle = 0;
        own = smoothed(own, bytesPerSecond);
        ownIntervals++;
    }

    /** An interval in which it did not fetch. */
    void onIdle() {
        rest = Math.max(0, rest - 1);
        if (++idle == FORGOTTEN) {
            level = 0;
            tryingFewer = false;
            stay = FIRST_STAY;
            restart();
        }
    }

    /**
     * An interval in which it fetched, or would have liked to, with so many far peers as {@link #farPeers} says.
     *
     * @param others the rate of others who are left alone; NaN where it is not known
     */
    void onLocalized(double bytesPerSecond, double others, int ruled) {
        idle = 0;
        rest = Math.max(0, rest - 1);
        double reference = reference(others);
        if (!heard && ++unheard < UNHEARD || ++settled <= SETTLING || Double.isNaN(reference)) {
            return;
        }
        rate = smoothed(rate, bytesPerSecond);
        low = rate < LOW * reference ? low + 1 : 0;
        good = rate >= GOOD * reference ? good + 1 : 0;
        if (low >= IN_A_ROW) {
            onSlow(ruled);
        } else if (good >= stay) {
            onGood();
        }
    }

    private void onSlow(int ruled) {
        if (farPeers(ruled) >= ALL) {
            onAllInVain();
        } else if (tryingFewer || rest == 0) {
            unhelped = level == 0 ? rate : unhelped;
            stay = tryingFewer ? Math.min(LONGEST_STAY, 2 * stay) : stay;
            tryingFewer = false;
            level++;
            restart();
        }
    }

    /** All far peers give it no more than this; whether they are of any use shows by what it had without. */
    private void onAllInVain() {
        boolean helped = rate > unhelped / LOW;
        own = Math.max(rate, Double.MIN_NORMAL);
        ownIntervals = IN_A_ROW;
        low = 0;
        if (!helped) {
            level = 0;
            tryingFewer = false;
            rest = nextRest;
            nextRest = Math.min(LONGEST_REST, 2 * nextRest);
            restart();
        }
    }

    private void onGood() {
        if (level > 0) {
            level--;
            tryingFewer = true;
            restart();
        } else {
            tryingFewer = false;
            stay = Math.max(FIRST_STAY, stay / 2);
            good = 0;
        }
    }

    private void restart() {
        heard = false;
        unheard = 0;
        settled = 0;
        low = 0;
        good = 0;
        rate = Double.NaN;
    }

    private static double smoothed(double before, double now) {
        return Double.isNaN(before) ? now : before + WEIGHT * (now - before);
    }
}
