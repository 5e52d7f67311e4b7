package gateway.core.internal.pipeline;

/**
 * Pairs of client and server that an operator let pass, for a while and few at once. A refused TCP connection has been
 * reset, so that releasing it helps only its client's next try. One worker thread.
 */
final class ReleasedPairs {
    /** How long the next connections of a released pair pass. */
    static final long MILLIS = 600_000;
    /** Of more than this, the one that was released longest ago goes. */
    static final int BOUND = 256;

    private final Pair[] pairs = new Pair[BOUND];
    private int next;
    private long lastExpiry = Long.MIN_VALUE;

    void add(ManagedFlow flow, long nowMillis) {
        lastExpiry = nowMillis + MILLIS;
        pairs[next] = new Pair(flow.clientHigh(), flow.clientLow(), flow.serverHigh(), flow.serverLow(),
            flow.protocol(), flow.serverPort(), lastExpiry);
        next = (next + 1) % BOUND;
    }

    /** An operator changed his mind. */
    void remove(ManagedFlow flow) {
        for (int i = 0; i < BOUND; i++) {
            if (pairs[i] != null && pairs[i].isOf(flow)) {
                pairs[i] = null;
            }
        }
    }

    boolean contains(ManagedFlow flow, long nowMillis) {
        if (nowMillis >= lastExpiry) {
            return false;
        }
        for (Pair pair : pairs) {
            if (pair != null && pair.expiresMillis > nowMillis && pair.isOf(flow)) {
                return true;
            }
        }
        return false;
    }

    private record Pair(long clientHigh, long clientLow, long serverHigh, long serverLow, int protocol, int port,
                        long expiresMillis) {
        boolean isOf(ManagedFlow flow) {
            return flow.clientLow() == clientLow && flow.serverLow() == serverLow && flow.serverPort() == port
                && flow.protocol() == protocol && flow.clientHigh() == clientHigh && flow.serverHigh() == serverHigh;
        }
    }
}
