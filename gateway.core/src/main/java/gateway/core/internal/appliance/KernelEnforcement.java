package gateway.core.internal.appliance;

import gateway.core.internal.kernel.ConnectionCacheWriter;
import gateway.core.internal.pipeline.Enforcement;
import gateway.core.internal.reset.ResetSender;

/** One worker's hands in the kernel: its raw sockets for resets, its writer to the connection cache. */
final class KernelEnforcement implements Enforcement, AutoCloseable {
    private final ResetSender resets;
    private final ConnectionCacheWriter cache;

    KernelEnforcement(ResetSender resets, ConnectionCacheWriter cache) {
        this.resets = resets;
        this.cache = cache;
    }

    @Override
    public void reset(long fromHigh, long fromLow, int fromPort, long toHigh, long toLow, int toPort,
                      int sequence, int acknowledgement, boolean acknowledges) {
        resets.from(fromHigh, fromLow, fromPort).to(toHigh, toLow, toPort);
        if (acknowledges) {
            resets.send(sequence, acknowledgement);
        } else {
            resets.send(sequence);
        }
    }

    @Override
    public void keepOut(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, int protocol,
                        int destinationPort, int seconds) {
        cache.add(protocol, sourceHigh, sourceLow, destinationHigh, destinationLow, destinationPort, seconds);
    }

    @Override
    public void close() {
        resets.close();
        cache.close();
    }
}
