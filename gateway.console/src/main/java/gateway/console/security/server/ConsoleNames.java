package gateway.console.security.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the console can be called by.
 *
 * @param names names that it answers to
 * @param addresses addresses that it can be reached at
 */
record ConsoleNames(Set<String> names, Set<InetAddress> addresses) {
    /** Those of a console with these settings on this machine. */
    static ConsoleNames of(ConsoleSettings settings) throws IOException {
        Set<String> names = new TreeSet<>(settings.hostNames());
        if (!settings.address().getHostAddress().equals(settings.host()) && !settings.host().contains(":")) {
            names.add(settings.host());
        }
        Set<InetAddress> addresses = new HashSet<>();
        addresses.add(InetAddress.getByName("127.0.0.1"));
        addresses.add(InetAddress.getByName("::1"));
        if (settings.address().isAnyLocalAddress()) {
            addresses.addAll(ofThisMachine());
        } else {
            addresses.add(settings.address());
        }
        return new ConsoleNames(names, addresses);
    }

    private static Set<InetAddress> ofThisMachine() throws SocketException {
        Set<InetAddress> addresses = new HashSet<>();
        NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLinkLocalAddress()).forEach(addresses::add);
        return addresses;
    }
}
