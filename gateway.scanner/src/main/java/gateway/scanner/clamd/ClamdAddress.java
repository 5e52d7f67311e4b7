package gateway.scanner.clamd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a clamd listens: a socket in the file system, or a port of some host. */
public sealed interface ClamdAddress {
    /** The highest port that there is. */
    int HIGHEST_PORT = 65_535;

    /** A new channel for such an address, not connected. */
    SocketChannel open() throws IOException;

    /** What to connect to; names are looked up each time. */
    SocketAddress resolve() throws IOException;

    /** A socket in the file system. */
    record Unix(Path path) implements ClamdAddress {
        @Override
        public SocketChannel open() throws IOException {
            return SocketChannel.open(StandardProtocolFamily.UNIX);
        }

        @Override
        public SocketAddress resolve() {
            return UnixDomainSocketAddress.of(path);
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** A port of a host, which is a name or an address. */
    record Tcp(String host, int port) implements ClamdAddress {
        @Override
        public SocketChannel open() throws IOException {
            return SocketChannel.open().setOption(StandardSocketOptions.TCP_NODELAY, true);
        }

        @Override
        public SocketAddress resolve() throws IOException {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new UnknownHostException("unknown host " + host);
            }
            return address;
        }

        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * Reads {@code /path/to/socket}, {@code host:port} or {@code [IPv6 address]:port}.
     *
     * @throws IllegalArgumentException in one clear line, if it is none of these
     */
    static ClamdAddress of(String text) {
        if (text.startsWith("/")) {
            return new Unix(Path.of(text));
        }
        Matcher matcher = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9_.-]+)):([0-9]{1,5})").matcher(text);
        int port = matcher.matches() ? Integer.parseInt(matcher.group(3)) : 0;
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("clamd is own, a socket's path from / on, or host:port");
        }
        return new Tcp(matcher.group(1) != null ? matcher.group(1) : matcher.group(2), port);
    }
}
