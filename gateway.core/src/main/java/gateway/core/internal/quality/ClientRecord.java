package gateway.core.internal.quality;

import gateway.core.internal.policy.Localizing;
import java.util.Objects;

/**
 * One client with one of its applications: what it fetches, in which group it is, and how many far peers it is left.
 * One thread.
 *
 * <p>A rate is that of a whole interval in which the client fetched, with such an interval on either side: in the first
 * and the last one it fetched for a part of the time only, whatever its peers could do.
 */
final class ClientRecord {
    /** Who gets less, in bytes a second, does not fetch: peers that know each other talk always. */
    static final double FETCHING = 4000;
    /** Whoever asks for peers so many intervals after it fetched, and gets nothing, would like to fetch. */
    private static final int HUNGRY = 6;
    private static final double SECOND = 1000;
    /** A worker that has only flows of a client that no rule concerns does not know of the others. */
    private static final long OTHER_WORKERS_MILLIS = 10_000;

    /** Whether a client is kept from far peers. */
    enum Group {
        /** No rule concerns it. */
        FREE,
        /** It is left alone, to compare with. */
        CONTROL,
        LOCALIZED
    }

    private final ClientKey who;
    private final Adaptation adaptation = new Adaptation();
    private Totals totals = new Totals();
    private Localizing localizing;
    private long ruledMillis;
    private long sinceMillis;
    private long activeMillis;
    private long bytes;
    private int lists;
    private int inARow;
    private int sinceFetching = HUNGRY;
    private double last;
    private long lastMillis;

    ClientRecord(ClientKey who, long nowMillis) {
        this.who = who;
        sinceMillis = nowMillis;
        activeMillis = nowMillis;
    }

    ClientKey who() {
        return who;
    }

    Adaptation adaptation() {
        return adaptation;
    }

    Totals totals() {
        return totals;
    }

    /** When something was told of it last. */
    long activeMillis() {
        return activeMillis;
    }

    Group group() {
        return localizing == null ? Group.FREE
            : localizing.isControl(who.client()) ? Group.CONTROL : Group.LOCALIZED;
    }

    /** How many far peers its rule leaves it; only where one concerns it. */
    private int ruled() {
        return localizing.terms().farPeers();
    }

    /** How many far peers it is left now; 0 where no rule says anything. */
    int farPeers() {
        return localizing == null ? 0 : adaptation.farPeers(ruled());
    }

    void add(Fetched more, long nowMillis) {
        activeMillis = nowMillis;
        if (more.localizing() != null) {
            ruledMillis = nowMillis;
        }
        if (!Objects.equals(localizing, more.localizing()) && (more.localizing() != null
            || nowMillis - ruledMillis > OTHER_WORKERS_MILLIS)) {
            localizing = more.localizing();
            // What was counted under another rule would be compared with what is counted under this one.
            totals = new Totals();
            adaptation.onRule();
            inARow = 0;
        }
        bytes += more.nearBytes() + more.farBytes();
        lists += more.lists();
        totals.add(more.nearBytes(), more.farBytes(), nowMillis);
        if (more.lists() > 0) {
            adaptation.onList();
        }
    }

    /**
     * Time has passed: judges the interval, if it is over.
     *
     * @param others the rate of those who are left alone with this application, in bytes a second; NaN for unknown
     */
    void onTick(long nowMillis, double others) {
        long millis = nowMillis - sinceMillis;
        int seconds = localizing == null ? Localizing.DEFAULT_SECONDS : localizing.intervalSeconds();
        if (millis < seconds * SECOND) {
            return;
        }
        if (bytes / (millis / SECOND) >= FETCHING) {
            if (inARow++ > 1) {
                judge(others, nowMillis);
            }
            last = bytes;
            lastMillis = millis;
            sinceFetching = 0;
        } else {
            rest(others);
        }
        bytes = 0;
        lists = 0;
        sinceMillis = nowMillis;
    }

    /** The interval before this one was whole. */
    private void judge(double others, long nowMillis) {
        totals.addInterval(last, lastMillis, nowMillis);
        double rate = last / (lastMillis / SECOND);
        Group group = group();
        if (group != Group.LOCALIZED || ruled() >= Adaptation.ALL) {
            adaptation.onFree(rate);
        } else if (localizing.adapts()) {
            adaptation.onLocalized(rate, others, ruled());
        }
    }

    private void rest(double others) {
        inARow = 0;
        boolean hungry = lists > 0 && sinceFetching++ < HUNGRY;
        if (hungry && group() == Group.LOCALIZED && localizing.adapts()) {
            adaptation.onLocalized(0, others, ruled());
        } else {
            adaptation.onIdle();
        }
    }
}
