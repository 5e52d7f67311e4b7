package gateway.lab.traffic;

import gateway.lab.network.Host;
import java.time.Duration;

/**
 * A host whose traffic does not stop when it is refused: what reaches user space then is what the kernel lets
 * through.
 *
 * @param host where it sends from
 * @param headStart how long it waits after the packet that identifies the flow; zero is hardest for the gateway,
 *     but then the count depends on how busy the machine is
 */
public record StubbornClient(Host host, Duration headStart) {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int INTERVAL_MICROS = 1000;
    private static final String[] OWN_RESETS = {"OUTPUT", "-p", "tcp", "--tcp-flags", "RST", "RST", "-j", "DROP"};

    /** Sends datagrams of one DHT flow, one a millisecond. */
    public void datagrams(String address, int port, int count) {
        new JavaProgram(PacedDatagrams.class).run(host, LIMIT, address, port, count, INTERVAL_MICROS,
            headStart.toMillis());
    }

    /** Opens a BitTorrent connection to an IPv4 address and sends segments, one a millisecond. */
    public void segments(String address, int port, int count) {
        iptables("-A");
        try {
            new JavaProgram(RefusedSegments.class).run(host, LIMIT, host.address4(), address, port, count,
                INTERVAL_MICROS, headStart.toMillis());
        } finally {
            iptables("-D");
        }
    }

    /** The kernel would reset a connection that it does not know of. */
    private void iptables(String change) {
        String[] command = new String[OWN_RESETS.length + 2];
        command[0] = "iptables";
        command[1] = change;
        System.arraycopy(OWN_RESETS, 0, command, 2, OWN_RESETS.length);
        host.run(command);
    }
}
