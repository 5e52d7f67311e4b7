package gateway.lab.traffic;

import gateway.lab.network.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * How long something took there and back, many times over: what the programs that measure it print, and what the
 * laboratory reads again.
 *
 * @param medianMicros half of the times are no longer
 * @param p99Micros 99 of 100 are no longer
 */
public record RoundTrips(double medianMicros, double p99Micros) {
    private static final double HALF = 0.5;
    private static final double MOST = 0.99;
    private static final int WARM_UP = 10;
    private static final double NANOS = 1e3;

    /** One way there and back. */
    public interface Trip {
        /** Returns when the answer is here. */
        void make() throws IOException;
    }

    /** Makes so many trips, one after the other. The first tenth warms up and does not count. */
    public static RoundTrips measure(int count, Trip trip) throws IOException {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            trip.make();
            nanos[i] = System.nanoTime() - start;
        }
        long[] warm = Arrays.copyOfRange(nanos, count / WARM_UP, count);
        Arrays.sort(warm);
        return new RoundTrips(micros(warm, HALF), micros(warm, MOST));
    }

    private static double micros(long[] sorted, double part) {
        return sorted[(int) ((sorted.length - 1) * part)] / NANOS;
    }

    /** Runs a program that prints them. */
    public static RoundTrips by(Class<?> program, Host host, Duration limit, Object... arguments) {
        String[] words = new JavaProgram(program).run(host, limit, arguments).strip().split(" ");
        return new RoundTrips(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
    }

    /** As a program prints them. */
    @Override
    public String toString() {
        return medianMicros + " " + p99Micros;
    }
}
