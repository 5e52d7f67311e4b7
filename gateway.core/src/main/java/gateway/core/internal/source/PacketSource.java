package gateway.core.internal.source;

/** Hands packets to a handler. Used by one thread. */
public interface PacketSource extends AutoCloseable {
    /**
     * Hands over the packets that are there, at most one batch, and sends their answers; waits for the first one
     * if there is none.
     *
     * @param timeoutMillis how long to wait, 0 for not at all
     * @return how many packets were handed over; -1 when there will never be another one
     */
    int poll(PacketHandler handler, int timeoutMillis);

    /** Ends a wait in {@link #poll}; any thread. */
    void wakeUp();

    @Override
    void close();
}
