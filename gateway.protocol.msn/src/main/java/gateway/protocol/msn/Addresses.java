package gateway.protocol.msn;

import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import java.util.Optional;

/** Addresses that were announced, and may be lies. */
final class Addresses {
    private static final int MAX_PORT = 0xffff;
    private static final int LOOPBACK = 127;
    /** Where multicast begins; behind it is nothing that a connection could go to. */
    private static final int MULTICAST = 224;
    private static final int MULTICAST6 = 0xff;

    private Addresses() {
    }

    /** The end that the two texts name; empty if a connection cannot go there. */
    static Optional<Endpoint> endpoint(String address, String port) {
        long number = Text.number(port);
        if (number < 1 || number > MAX_PORT) {
            return Optional.empty();
        }
        return IpAddress.parse(address).filter(Addresses::isHost).map(host -> new Endpoint(host, (int) number));
    }

    private static boolean isHost(IpAddress address) {
        int first = address.bytes()[0] & 0xff;
        if (address.isV4()) {
            return first != 0 && first != LOOPBACK && first < MULTICAST;
        }
        return first != MULTICAST6 && (address.high() != 0 || address.low() > 1);
    }
}
