package gateway.core.internal.namespaces;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.core.internal.netlink.Netns;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client, a server and between them a machine that forwards, each in a network namespace of its own, with IPv4 and
 * IPv6. {@link #close} removes it all.
 */
public final class ForwardingNetwork implements AutoCloseable {
    /** The client's addresses run from here: .2 to .17, and ::2 to ::11. */
    public static final int CLIENTS = 16;

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String prefix = "p2t" + ProcessHandle.current().pid() + "x" + COUNT.incrementAndGet();

    private ForwardingNetwork() {
    }

    /** Builds one; skips the test that asks for it where that is not allowed. */
    public static ForwardingNetwork open() throws Exception {
        assumeRoot();
        ForwardingNetwork network = new ForwardingNetwork();
        try {
            network.build();
            return network;
        } catch (Exception | Error failure) {
            network.close();
            throw failure;
        }
    }

    /** Skips the test unless it may make namespaces and queues. */
    public static void assumeRoot() throws IOException {
        boolean root = Files.getOwner(Path.of("/proc/self")).getName().equals("root");
        assumeTrue(root, "network namespaces and packet queues need root");
    }

    private void build() throws Exception {
        for (String host : new String[] {"c", "g", "s"}) {
            run("ip", "netns", "add", prefix + host);
            run("ip", "-n", prefix + host, "link", "set", "lo", "up");
            sysctl(host, "net.ipv6.conf.all.accept_dad=0");
            sysctl(host, "net.ipv6.conf.default.accept_dad=0");
        }
        link("c", 1);
        link("s", 2);
        for (int i = 1; i < CLIENTS; i++) {
            address("c", "c", 1, 2 + i);
        }
        sysctl("g", "net.ipv4.ip_forward=1");
        sysctl("g", "net.ipv6.conf.all.forwarding=1");
    }

    private void link(String host, int network) throws Exception {
        run("ip", "link", "add", host + "0", "netns", prefix + host,
            "type", "veth", "peer", "name", "to" + host, "netns", prefix + "g");
        address(host, host, network, 2);
        address("g", "to" + host, network, 1);
        run("ip", "-n", prefix + host, "route", "add", "default", "via", "10.77." + network + ".1");
        run("ip", "-n", prefix + host, "route", "add", "default", "via", "fd77:" + network + "::1");
    }

    private void address(String host, String device, int network, int last) throws Exception {
        String name = device.length() == 1 ? device + "0" : device;
        run("ip", "-n", prefix + host, "link", "set", name, "up");
        run("ip", "-n", prefix + host, "addr", "add", "10.77." + network + "." + last + "/24", "dev", name);
        run("ip", "-n", prefix + host, "addr", "add",
            "fd77:" + network + "::" + Integer.toHexString(last) + "/64", "dev", name, "nodad");
    }

    private void sysctl(String host, String setting) throws Exception {
        run("ip", "netns", "exec", prefix + host, "sysctl", "-qw", setting);
    }

    public Netns client() {
        return Netns.of(prefix + "c");
    }

    public Netns gateway() {
        return Netns.of(prefix + "g");
    }

    public Netns server() {
        return Netns.of(prefix + "s");
    }

    /** The client's address number {@code index}, from 0, or the server's. */
    public InetAddress clientAddress(boolean v6, int index) throws IOException {
        int last = 2 + index;
        return InetAddress.getByName(v6 ? "fd77:1::" + Integer.toHexString(last) : "10.77.1." + last);
    }

    public InetAddress serverAddress(boolean v6) throws IOException {
        return InetAddress.getByName(v6 ? "fd77:2::2" : "10.77.2.2");
    }

    /** Appends a rule to mangle FORWARD of the gateway, in both families. */
    public void rule(String... rule) throws Exception {
        for (String family : new String[] {"iptables", "ip6tables"}) {
            String[] command = new String[rule.length + 7];
            System.arraycopy(new String[] {family, "-w", "5", "-t", "mangle", "-A", "FORWARD"}, 0, command, 0, 7);
            System.arraycopy(rule, 0, command, 7, rule.length);
            gateway(command);
        }
    }

    /** Removes what {@link #rule} added. */
    public void noRules() throws Exception {
        for (String family : new String[] {"iptables", "ip6tables"}) {
            gateway(family, "-w", "5", "-t", "mangle", "-F", "FORWARD");
        }
    }

    /** Runs a command on the gateway; returns what it printed. */
    public String gateway(String... command) throws Exception {
        return run(gateway().command(command).toArray(String[]::new));
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    @Override
    public void close() throws Exception {
        for (String host : new String[] {"c", "g", "s"}) {
            if (Files.exists(Path.of("/run/netns", prefix + host))) {
                run("ip", "netns", "delete", prefix + host);
            }
        }
    }
}
