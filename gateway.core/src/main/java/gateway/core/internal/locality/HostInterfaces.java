package gateway.core.internal.locality;

import gateway.api.packet.IpAddress;
import java.io.UncheckedIOException;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** The networks of this host's interfaces, as the calling thread's network namespace has them. Stateless. */
public final class HostInterfaces {
    private HostInterfaces() {
    }

    /**
     * The networks of an interface. Link-local ones are left out: they are on every link, ours or not.
     *
     * @return empty where there is no such interface or it has no address
     * @throws UncheckedIOException where the system cannot be asked
     */
    public static List<IpPrefix> prefixesOf(String name) {
        try {
            NetworkInterface device = NetworkInterface.getByName(name);
            if (device == null) {
                return List.of();
            }
            return device.getInterfaceAddresses().stream()
                .filter(address -> !address.getAddress().isLinkLocalAddress())
                .map(HostInterfaces::prefix)
                .toList();
        } catch (SocketException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static IpPrefix prefix(InterfaceAddress address) {
        return new IpPrefix(IpAddress.of(address.getAddress().getAddress()), address.getNetworkPrefixLength());
    }
}
