package gateway.core.internal.appliance;

import gateway.core.internal.kernel.Connection;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.pipeline.ManagedFlow;
import gateway.core.internal.pipeline.Pipeline;
import gateway.api.packet.Direction;

/**
 * What conntrack told of some connections, on its way to the workers. Every worker looks for the flows in its own
 * table: only the kernel knows to whom it gave which.
 */
final class ConnectionBatch {
    static final int CAPACITY = 256;
    private static final int NUMBERS = 10;
    /** Beside the protocol's number. */
    private static final long ENDED = 1L << 8;

    private final long[] numbers = new long[CAPACITY * NUMBERS];
    private int size;

    /** @param ended whether the connection is gone, or has nothing more to carry */
    void add(Connection connection, boolean ended) {
        int at = size++ * NUMBERS;
        numbers[at] = connection.sourceHigh;
        numbers[at + 1] = connection.sourceLow;
        numbers[at + 2] = connection.destinationHigh;
        numbers[at + 3] = connection.destinationLow;
        numbers[at + 4] = ended ? connection.protocol | ENDED : connection.protocol;
        numbers[at + 5] = (long) connection.sourcePort << 16 | connection.destinationPort;
        numbers[at + 6] = connection.packetsForth;
        numbers[at + 7] = connection.bytesForth;
        numbers[at + 8] = connection.packetsBack;
        numbers[at + 9] = connection.bytesBack;
    }

    boolean isFull() {
        return size == CAPACITY;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** On a worker's thread. */
    void apply(Pipeline pipeline, long nowMillis) {
        Packet tuple = new Packet();
        for (int i = 0; i < size; i++) {
            int at = i * NUMBERS;
            tuple.sourceHigh = numbers[at];
            tuple.sourceLow = numbers[at + 1];
            tuple.destinationHigh = numbers[at + 2];
            tuple.destinationLow = numbers[at + 3];
            tuple.protocol = (int) (numbers[at + 4] & ~ENDED);
            tuple.sourcePort = (int) (numbers[at + 5] >>> 16);
            tuple.destinationPort = (int) numbers[at + 5] & 0xffff;
            ManagedFlow flow = pipeline.find(tuple);
            if (flow != null) {
                apply(pipeline, flow, flow.directionOf(tuple) == Direction.TO_SERVER, at, nowMillis);
            }
        }
    }

    private void apply(Pipeline pipeline, ManagedFlow flow, boolean forthIsToServer, int at, long nowMillis) {
        int toServer = forthIsToServer ? at + 6 : at + 8;
        int toClient = forthIsToServer ? at + 8 : at + 6;
        // A connection from before accounting was switched on has no counters.
        if (numbers[toServer] + numbers[toClient] > 0) {
            pipeline.onKernelCounters(flow, numbers[toServer], numbers[toServer + 1],
                numbers[toClient], numbers[toClient + 1], nowMillis);
        }
        if ((numbers[at + 4] & ENDED) != 0) {
            pipeline.onKernelEnd(flow);
        }
    }
}
