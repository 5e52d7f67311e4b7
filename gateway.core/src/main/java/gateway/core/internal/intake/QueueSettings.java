package gateway.core.internal.intake;

import gateway.core.internal.netlink.Netns;

/**
 * What a worker's queues are.
 *
 * @param netns the network namespace whose packets come
 * @param classifyQueue number of the lane for connections not decided yet
 * @param readQueue number of the lane for connections that are read
 * @param copyRange bytes of a packet that the classifying lane copies; more than {@link #SHORT_COPY} costs a third of
 *     the intake's time (KERNEL 3)
 * @param maxLength how many packets may wait in each, those held included
 * @param failOpen whether packets pass that find a queue full, instead of being dropped
 */
public record QueueSettings(Netns netns, int classifyQueue, int readQueue, int copyRange, int maxLength,
                            boolean failOpen) {
    /** What the classifying lane copies in life. */
    public static final int SHORT_COPY = 2048;
    private static final int MAX_QUEUE = 0xffff;

    /** With a short copy in the classifying lane. */
    public QueueSettings(Netns netns, int classifyQueue, int readQueue, int maxLength, boolean failOpen) {
        this(netns, classifyQueue, readQueue, SHORT_COPY, maxLength, failOpen);
    }

    public QueueSettings {
        if ((classifyQueue & ~MAX_QUEUE | readQueue & ~MAX_QUEUE) != 0 || classifyQueue == readQueue) {
            throw new IllegalArgumentException(
                "two queue numbers from 0 to 65535 are needed, not " + classifyQueue + " and " + readQueue);
        }
        if (maxLength < 1) {
            throw new IllegalArgumentException("a queue holds at least one packet, not " + maxLength);
        }
    }
}
