package gateway.lab.mutant;

import java.util.LinkedHashMap;
import java.util.Map;

/** What came of many inputs. */
public final class Tally {
    private static final double NANOS = 1e9;

    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private long inputs;
    private long read;
    private long events;
    private long nanos;
    private long longestNanos;
    private long mostKept;
    private long walks;

    /**
     * A fault, and the number of the flow that shows it again.
     *
     * @param conversations whose conversations were changed
     * @param seed the flow's number
     */
    public record Finding(String conversations, long seed, Fault fault) {
        @Override
        public String toString() {
            return fault + " (flow " + seed + " of " + conversations + ")";
        }
    }

    void onInput(boolean dissected, long said, long took) {
        inputs++;
        read += dissected ? 1 : 0;
        events += said;
        nanos += took;
        longestNanos = Math.max(longestNanos, took);
    }

    void onKept(long bytes) {
        walks++;
        mostKept = Math.max(mostKept, bytes);
    }

    /** One of a kind is enough. */
    void onFinding(Finding finding) {
        findings.putIfAbsent(finding.fault().application() + " " + finding.fault().kind(), finding);
    }

    /** One finding of each kind, the first. */
    public Map<String, Finding> findings() {
        return findings;
    }

    /** How many mutated conversations were played. */
    public long inputs() {
        return inputs;
    }

    /** How many of them reached a dissector, of all. */
    public double readShare() {
        return (double) read / inputs;
    }

    /** What dissectors said. */
    public long events() {
        return events;
    }

    /** Inputs a second of processor time, their making left out. */
    public double rate() {
        return inputs * NANOS / nanos;
    }

    /** The processor time of the longest input, in seconds. */
    public double longestSeconds() {
        return longestNanos / NANOS;
    }

    /** The most bytes that the dissectors of a flow were found to keep. */
    public long mostKept() {
        return mostKept;
    }

    /** How often that was looked at. */
    public long walks() {
        return walks;
    }
}
