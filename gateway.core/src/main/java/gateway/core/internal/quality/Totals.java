package gateway.core.internal.quality;

import java.util.Arrays;

/** What a client fetched since its rule holds, and in the last hour, in steps of ten minutes. One thread. */
final class Totals {
    /** Of a sum: bytes from near peers, from far ones, and bytes and milliseconds of whole intervals of fetching. */
    private static final int NEAR = 0;
    private static final int FAR = 1;
    private static final int BYTES = 2;
    private static final int MILLIS = 3;
    private static final int FIELDS = 4;
    private static final int STEPS = 6;
    private static final long STEP_MILLIS = 600_000;
    private static final double SECOND = 1000;

    private final double[] all = new double[FIELDS];
    private final double[][] steps = new double[STEPS][FIELDS];
    private long step = Long.MIN_VALUE;

    /**
     * A sum.
     *
     * @param bytes from all peers
     * @param farBytes from far ones
     * @param rate while fetching, in bytes a second; NaN where that was too short
     */
    record Sum(double bytes, double farBytes, double rate) {
    }

    void add(long nearBytes, long farBytes, long nowMillis) {
        count(NEAR, nearBytes, nowMillis);
        count(FAR, farBytes, nowMillis);
    }

    /** A whole interval of fetching. */
    void addInterval(double bytes, long millis, long nowMillis) {
        count(BYTES, bytes, nowMillis);
        count(MILLIS, millis, nowMillis);
    }

    private void count(int field, double more, long nowMillis) {
        turn(nowMillis);
        all[field] += more;
        steps[(int) Math.floorMod(step, STEPS)][field] += more;
    }

    private void turn(long nowMillis) {
        long now = Math.floorDiv(nowMillis, STEP_MILLIS);
        if (step == Long.MIN_VALUE || now - step >= STEPS) {
            Arrays.stream(steps).forEach(each -> Arrays.fill(each, 0));
            step = now;
        }
        while (step < now) {
            step++;
            Arrays.fill(steps[(int) Math.floorMod(step, STEPS)], 0);
        }
    }

    Sum all() {
        return sum(all);
    }

    /** Of 50 to 60 minutes. */
    Sum lastHour(long nowMillis) {
        turn(nowMillis);
        double[] sum = new double[FIELDS];
        for (double[] each : steps) {
            for (int i = 0; i < FIELDS; i++) {
                sum[i] += each[i];
            }
        }
        return sum(sum);
    }

    private static Sum sum(double[] fields) {
        return new Sum(fields[NEAR] + fields[FAR], fields[FAR],
            fields[MILLIS] == 0 ? Double.NaN : fields[BYTES] / fields[MILLIS] * SECOND);
    }
}
