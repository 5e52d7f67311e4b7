package gateway.core.internal.kernel;

import gateway.api.packet.IpAddress;
import gateway.core.internal.netlink.NetlinkReader;
import java.util.Optional;

/**
 * An entry of the connection cache.
 *
 * @param protocol the IP protocol number
 * @param client who must not connect
 * @param server to whom
 * @param serverPort to which port, 0 to 65535
 * @param secondsLeft how long this will last
 */
public record RefusedPair(int protocol, IpAddress client, IpAddress server, int serverPort, int secondsLeft) {
    /** Reads the attributes of an entry, as the kernel lists it; empty where something is missing. */
    static Optional<RefusedPair> read(NetlinkReader entry) {
        IpAddress client = null;
        IpAddress server = null;
        int port = 0;
        int protocol = 0;
        int seconds = 0;
        while (entry.nextAttribute()) {
            switch (entry.attribute()) {
                case SetMessages.IP -> client = address(entry);
                case SetMessages.IP2 -> server = address(entry);
                case SetMessages.PORT -> port = entry.u16();
                case SetMessages.PROTO -> protocol = entry.u8();
                case SetMessages.TIMEOUT -> seconds = entry.u32();
                default -> { }
            }
        }
        return client == null || server == null ? Optional.empty()
            : Optional.of(new RefusedPair(protocol, client, server, port, seconds));
    }

    private static IpAddress address(NetlinkReader entry) {
        IpAddress address = null;
        entry.enter();
        while (entry.nextAttribute()) {
            switch (entry.attribute()) {
                case SetMessages.IPADDR_V4 -> address = IpAddress.v4(entry.u32());
                case SetMessages.IPADDR_V6 -> address = new IpAddress(entry.u64(0), entry.u64(8));
                default -> { }
            }
        }
        entry.leave();
        return address;
    }
}
