package gateway.testkit;

import gateway.api.flow.Flow;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;

/** A flow as a value. */
public record FakeFlow(long id, Transport transport, Endpoint client, Endpoint server, Side inside, boolean midstream,
                       long startedMillis) implements Flow {

    /** A flow from 192.0.2.1:40000 (inside) to 198.51.100.2:50000, seen from its start (RFC 5737 addresses). */
    public static FakeFlow of(Transport transport) {
        return between(transport, endpoint("192.0.2.1", 40000), endpoint("198.51.100.2", 50000));
    }

    /** A flow between two ends, the client inside, seen from its start. */
    public static FakeFlow between(Transport transport, Endpoint client, Endpoint server) {
        return new FakeFlow(1, transport, client, server, Side.CLIENT, false, 1_000_000_000_000L);
    }

    /** The same flow to another port. */
    public FakeFlow toPort(int port) {
        return between(transport, client, new Endpoint(server.address(), port));
    }

    /** The same flow from another port. */
    public FakeFlow fromPort(int port) {
        return between(transport, new Endpoint(client.address(), port), server);
    }

    /** The same flow, first seen after its handshake. */
    public FakeFlow pickedUpMidstream() {
        return new FakeFlow(id, transport, client, server, inside, true, startedMillis);
    }

    /** One end of a flow, from a literal address. */
    public static Endpoint endpoint(String address, int port) {
        return new Endpoint(IpAddress.parse(address).orElseThrow(), port);
    }
}
