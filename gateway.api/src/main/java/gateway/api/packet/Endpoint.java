package gateway.api.packet;

/**
 * One end of a flow.
 *
 * @param address where
 * @param port 0 to 65535
 */
public record Endpoint(IpAddress address, int port) {
    /** Refuses ports that do not exist. */
    public Endpoint {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("no such port: " + port);
        }
    }

    @Override
    public String toString() {
        return address.isV4() ? address + ":" + port : "[" + address + "]:" + port;
    }
}
