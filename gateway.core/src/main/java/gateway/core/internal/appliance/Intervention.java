package gateway.core.internal.appliance;

import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;
import java.io.IOException;

/**
 * What an operator's decision about one flow changes in the kernel. The flow's worker has to know the decision before:
 * the kernel then asks it about the next packet, which is answered, reset and marked like any other. Any thread but a
 * worker's; waits for the kernel.
 */
public interface Intervention {
    /** Takes the mark off a connection; without effect where the kernel has none. */
    void askAgain(Transport transport, Endpoint client, Endpoint server) throws IOException;

    /** Forgets that a pair is kept out, and for UDP also its answers. */
    void forgetPair(Transport transport, Endpoint client, Endpoint server) throws IOException;
}
