package gateway.core.internal.pipeline;

import gateway.core.internal.hold.HoldLimits;

/**
 * The numbers of the reading of TCP flows, for one worker.
 *
 * @param bytes the most that is kept of all flows: what lies behind gaps, and what was passed on and is not
 *     acknowledged yet
 * @param flowBytes the most of each direction of a flow: as much as a receiver's window can have
 * @param fastPass whether packets behind a gap go on at once; else they wait for the gap to be filled
 * @param gapMillis how long a gap may stay open
 * @param holdMillis how long a packet is held at most
 * @param messageBytes how much of an incomplete message is held so that it can be changed; a sender that waits for
 *     acknowledgements has to be able to send it whole
 * @param limits how much is held
 */
public record ReadingSettings(long bytes, long flowBytes, boolean fastPass, long gapMillis, long holdMillis,
                              int messageBytes, HoldLimits limits) {
    /**
     * 128 MB, windows of 16 MB, fast pass, a minute for gaps, half a minute for holding, and for messages what any
     * sender may send at once (RFC 6928: ten segments).
     */
    public static final ReadingSettings DEFAULT =
        new ReadingSettings(128L << 20, 16L << 20, true, 60_000, 30_000, 12_000, HoldLimits.DEFAULT);

    /** The same with or without fast pass. */
    public ReadingSettings fastPass(boolean wanted) {
        return new ReadingSettings(bytes, flowBytes, wanted, gapMillis, holdMillis, messageBytes, limits);
    }
}
