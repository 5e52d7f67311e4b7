package gateway.core.internal.redirect;

import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.io.IOException;
import java.util.List;

/** What redirecting asks of the kernel. One thread. */
public interface RedirectKernel extends AutoCloseable {
    /**
     * Changes who is redirected, all of it or nothing.
     *
     * @param ended who is not any more; the kernel may have forgotten them already
     * @param begun who is from now on
     * @param seconds for how long at most
     */
    void change(List<Redirection> ended, List<Redirection> begun, int seconds) throws IOException;

    /** Forgets a connection of a client, so that its next packet goes where new ones do. */
    void forget(int protocol, IpAddress client, int clientPort, Endpoint far) throws IOException;

    /** Redirects nobody from now on; what was led to a near peer stays there. */
    @Override
    void close() throws IOException;
}
