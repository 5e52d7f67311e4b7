package gateway.core.internal.flow;

/**
 * When a flow that is silent is forgotten, in milliseconds.
 *
 * @param oneWay only one side was heard of: half-open TCP, unanswered UDP
 * @param tcp an open TCP connection
 * @param udp a UDP flow with both sides heard of
 * @param closed after the end of a TCP connection, for its late packets
 */
public record FlowTimeouts(long oneWay, long tcp, long udp, long closed) {
    /** Half a minute, half an hour, three minutes, five seconds. */
    public static final FlowTimeouts DEFAULT = new FlowTimeouts(30_000, 1_800_000, 180_000, 5_000);
}
