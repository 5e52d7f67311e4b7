package gateway.core.internal.hold;

/**
 * How much one worker may hold. A held packet takes a place in the kernel's queue, too.
 *
 * @param packets of all flows
 * @param bytes of all flows, headers included
 * @param flowPackets of one flow
 * @param flowBytes of one flow
 * @param millis how long one packet may wait
 */
public record HoldLimits(int packets, long bytes, int flowPackets, long flowBytes, long millis) {
    /** Half of the kernel's queue, four full windows of 16 MB, an eighth for one flow, as long as TCP is patient. */
    public static final HoldLimits DEFAULT = new HoldLimits(4096, 64L << 20, 512, 8L << 20, 30_000);
}
