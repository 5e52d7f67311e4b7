package gateway.core.internal.pipeline;

/**
 * What the pipeline asks of the kernel beside verdicts. Called on the worker thread; must not block. Addresses are in
 * the form of {@link gateway.api.packet.IpAddress}.
 */
public interface Enforcement {
    /** Does nothing: for captures, whose packets are over. */
    Enforcement NONE = new Enforcement() {
        @Override
        public void reset(long fromHigh, long fromLow, int fromPort, long toHigh, long toLow, int toPort,
                          int sequence, int acknowledgement, boolean acknowledges) {
        }

        @Override
        public void keepOut(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, int protocol,
                            int destinationPort, int seconds) {
        }
    };

    /** Sends a TCP reset to one end, as if from the other. */
    void reset(long fromHigh, long fromLow, int fromPort, long toHigh, long toLow, int toPort,
               int sequence, int acknowledgement, boolean acknowledges);

    /** Drops new connections of this pair to this port in the kernel for a while. */
    void keepOut(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, int protocol,
                 int destinationPort, int seconds);
}
