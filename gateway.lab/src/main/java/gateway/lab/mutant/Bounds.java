package gateway.lab.mutant;

import java.time.Duration;

/**
 * What a dissector may use up.
 *
 * @param input the processor time of one input; one that is over it is played again, and counts if it is every time
 * @param kept memory of all dissectors of a flow together, in bytes ({@link Footprint}), beside the 64 KB a direction
 *     that core keeps for it
 * @param events what is said in a flow, for each byte of input and 64 more; messages may come compressed
 */
public record Bounds(Duration input, long kept, double events) {
    /** For the dissectors of this tree. */
    public static final Bounds USUAL = new Bounds(Duration.ofMillis(100), 1 << 19, 4);
}
