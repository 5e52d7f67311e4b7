package gateway.core.internal.appliance;

import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;
import gateway.core.internal.kernel.ConnectionCache;
import gateway.core.internal.kernel.Conntrack;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.kernel.RefusedPair;
import java.io.IOException;

/** By conntrack and the connection cache. */
final class KernelIntervention implements Intervention {
    private final Conntrack conntrack;
    private final ConnectionCache cache;

    KernelIntervention(Conntrack conntrack, ConnectionCache cache) {
        this.conntrack = conntrack;
        this.cache = cache;
    }

    @Override
    public void askAgain(Transport transport, Endpoint client, Endpoint server) throws IOException {
        conntrack.setMark(transport.number(), client.address().high(), client.address().low(), client.port(),
            server.address().high(), server.address().low(), server.port(), Marks.UNDECIDED, Marks.MASK);
    }

    @Override
    public void forgetPair(Transport transport, Endpoint client, Endpoint server) throws IOException {
        int protocol = transport.number();
        cache.delete(new RefusedPair(protocol, client.address(), server.address(), server.port(), 0));
        if (transport == Transport.UDP) {
            cache.delete(new RefusedPair(protocol, server.address(), client.address(), client.port(), 0));
        }
    }
}
