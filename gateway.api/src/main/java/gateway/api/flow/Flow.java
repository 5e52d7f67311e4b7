package gateway.api.flow;

import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All packets of one five-tuple, both directions, until its end or its idle timeout. Implemented by core; valid
 * while the parser or dissector that it was handed to is called, on that thread.
 */
@ProviderType
public interface Flow {
    /** Unique while the gateway runs, never 0. */
    long id();

    /** TCP or UDP. */
    Transport transport();

    /** The side that sent the first packet. */
    Endpoint client();

    /** The side that received the first packet. */
    Endpoint server();

    /** Which of the two ends lies inside, as {@code intake.inside} says. */
    Side inside();

    /** Whether the flow was first seen after its handshake. Always false for UDP. */
    boolean midstream();

    /** When the first packet was seen, in milliseconds since 1970 on the clock of the packet source. */
    long startedMillis();

    /** Which end of a flow is ours. */
    enum Side {
        /** The client is inside, the server is not: an outgoing flow. */
        CLIENT,
        /** The server is inside, the client is not: an incoming flow. */
        SERVER,
        /** Both ends are inside. */
        BOTH,
        /** Neither end is inside, or nobody said what is inside. */
        NEITHER
    }
}
