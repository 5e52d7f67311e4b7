package gateway.core.internal.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.core.internal.netlink.Netns;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A client, a gateway that forwards, and a server, each in a network namespace of its own. Needs root; without it,
 * the test that asks is skipped. Unique names; {@link #close} removes everything.
 */
final class TestNetwork implements AutoCloseable {
    static final String CLIENT = "10.90.1.2";
    static final String SERVER = "10.90.2.2";
    static final String CLIENT6 = "fd90:1::2";
    static final String SERVER6 = "fd90:2::2";
    static final String BRIDGE = "bridge";
    /** Long enough for a packet over two virtual cables, even on a busy machine. */
    private static final int PATIENCE_MILLIS = 2_000;
    /** After this, a packet that was dropped is taken for dropped. */
    private static final int DROPPED_MILLIS = 250;
    private static final int LINK_MILLIS = 30_000;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String prefix = "p2t" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    private final Commands host = new Commands(Netns.own());
    final Netns client = Netns.of(prefix + "c");
    final Netns gateway = Netns.of(prefix + "g");
    final Netns server = Netns.of(prefix + "s");
    final Commands onGateway = new Commands(gateway);

    /** One whose gateway routes. */
    TestNetwork() throws IOException {
        this(false);
    }

    /** @param bridged whether the gateway is a bridge between neighbours; it forwards all the same */
    TestNetwork(boolean bridged) throws IOException {
        assumeTrue(isRoot(), "needs root");
        try {
            for (String side : new String[] {"c", "g", "s"}) {
                ip("netns", "add", prefix + side);
                ip("-n", prefix + side, "link", "set", "lo", "up");
                // Without an address that was probed for duplicates, for a second, IPv6 asks nobody for neighbours.
                setting(Netns.of(prefix + side), "net/ipv6/conf/default/accept_dad", "0");
            }
            if (bridged) {
                ip("-n", prefix + "g", "link", "add", BRIDGE, "type", "bridge");
                setting(gateway, "net/bridge/bridge-nf-call-iptables", "1");
                setting(gateway, "net/bridge/bridge-nf-call-ip6tables", "1");
            }
            join("c", "1", bridged);
            join("s", "2", bridged);
            setting(gateway, "net/ipv4/ip_forward", "1");
            setting(gateway, "net/ipv6/conf/all/forwarding", "1");
            awaitLinks();
        } catch (IOException failed) {
            close();
            throw failed;
        }
    }

    /** The kernel says a moment later that the other end of a cable is up. */
    private void awaitLinks() throws IOException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINK_MILLIS);
        while (onGateway.run("", "ip", "-br", "link").lines()
                .anyMatch(line -> line.startsWith("gw-") && !line.contains(" UP "))) {
            if (System.nanoTime() - until > 0) {
                throw new IOException("the links do not come up");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    static boolean isRoot() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    }

    private void join(String side, String net, boolean bridged) throws IOException {
        String there = prefix + side;
        ip("link", "add", "gw-" + side, "netns", prefix + "g", "type", "veth", "peer", "name", "eth0", "netns", there);
        address(there, "eth0", net, "2");
        if (bridged) {
            ip("-n", prefix + "g", "link", "set", "gw-" + side, "master", BRIDGE, "up");
            address(prefix + "g", BRIDGE, net, "1");
            ip("-n", there, "route", "add", "default", "dev", "eth0");
            ip("-n", there, "-6", "route", "add", "default", "dev", "eth0");
            return;
        }
        address(prefix + "g", "gw-" + side, net, "1");
        ip("-n", there, "route", "add", "default", "via", "10.90." + net + ".1");
        ip("-n", there, "-6", "route", "add", "default", "via", "fd90:" + net + "::1");
    }

    private void address(String netns, String device, String net, String host) throws IOException {
        ip("-n", netns, "addr", "add", "10.90." + net + "." + host + "/24", "dev", device);
        ip("-n", netns, "addr", "add", "fd90:" + net + "::" + host + "/64", "dev", device, "nodad");
        ip("-n", netns, "link", "set", device, "up");
    }

    private void ip(String... arguments) throws IOException {
        host.run("", "ip", arguments);
    }

    /** Sets a kernel parameter in a namespace. */
    static void setting(Netns where, String name, String value) throws IOException {
        new Commands(where).run(value, "tee", "/proc/sys/" + name);
    }

    /** A datagram socket in a namespace. */
    static DatagramChannel datagrams(Netns where, String address, int port) throws Exception {
        return where.call(() -> {
            DatagramChannel socket = DatagramChannel.open(family(address));
            socket.bind(new InetSocketAddress(address, port));
            socket.configureBlocking(false);
            return socket;
        });
    }

    /** A listening TCP socket in a namespace. */
    static ServerSocketChannel listen(Netns where, String address, int port) throws Exception {
        return where.call(() -> {
            ServerSocketChannel socket = ServerSocketChannel.open(family(address));
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return socket.bind(new InetSocketAddress(address, port));
        });
    }

    /** A connection from a namespace. */
    static SocketChannel connect(Netns where, String address, int port) throws Exception {
        SocketChannel socket = connect(where, address, port, PATIENCE_MILLIS);
        if (socket == null) {
            throw new IOException("no connection to " + address + " port " + port);
        }
        return socket;
    }

    /** Whether the SYN of a connection from a namespace stays without an answer. */
    static boolean isRefused(Netns where, String address, int port) throws Exception {
        try (SocketChannel socket = connect(where, address, port, DROPPED_MILLIS)) {
            return socket == null;
        }
    }

    private static SocketChannel connect(Netns where, String address, int port, int millis) throws Exception {
        SocketChannel socket = where.call(() -> SocketChannel.open(family(address)));
        socket.configureBlocking(false);
        socket.connect(new InetSocketAddress(address, port));
        try (Selector selector = Selector.open()) {
            SelectionKey key = socket.register(selector, SelectionKey.OP_CONNECT);
            selector.select(millis);
            key.cancel();
        }
        if (socket.finishConnect()) {
            socket.configureBlocking(true);
            return socket;
        }
        socket.close();
        return null;
    }

    /** Sends a datagram. */
    static void send(DatagramChannel from, String address, int port) throws IOException {
        from.send(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), new InetSocketAddress(address, port));
    }

    /** Whether a datagram comes, from whom; null where none does. */
    static InetSocketAddress receive(DatagramChannel socket) throws IOException {
        return receive(socket, PATIENCE_MILLIS);
    }

    /** Whether no datagram comes. */
    static boolean staysSilent(DatagramChannel socket) throws IOException {
        return receive(socket, DROPPED_MILLIS) == null;
    }

    private static InetSocketAddress receive(DatagramChannel socket, int millis) throws IOException {
        try (Selector selector = Selector.open()) {
            SelectionKey key = socket.register(selector, SelectionKey.OP_READ);
            selector.select(millis);
            key.cancel();
        }
        return (InetSocketAddress) socket.receive(ByteBuffer.allocate(2048));
    }

    private static StandardProtocolFamily family(String address) {
        return address.indexOf(':') < 0 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    /** The gateway's rules of a family, without counters and comments. */
    String savedRules(Family family) throws IOException {
        return onGateway.run("", family.command() + "-save").lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.replaceFirst(" \\[\\d+:\\d+\\]$", ""))
            .reduce("", (text, line) -> text + line + '\n');
    }

    @Override
    public void close() throws IOException {
        for (String side : new String[] {"c", "g", "s"}) {
            if (Files.exists(Path.of("/run/netns/" + prefix + side))) {
                ip("netns", "delete", prefix + side);
            }
        }
    }
}
