package gateway.localizer;

import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Addresses, peers and lists in few words. */
public final class Peers {
    private static final int ENTRY_BYTES = 6;

    private Peers() {
    }

    public static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    /** {@code 20.1.0.1:6881} or {@code 2400:81::1!6881}. */
    public static Endpoint peer(String text) {
        int port = Math.max(text.lastIndexOf('!'), text.lastIndexOf('.') > 0 ? text.lastIndexOf(':') : -1);
        return new Endpoint(address(text.substring(0, port)), Integer.parseInt(text.substring(port + 1)));
    }

    public static List<Endpoint> peers(String... texts) {
        return Arrays.stream(texts).map(Peers::peer).toList();
    }

    /** A list of entries one behind the other. */
    public static List<ListedPeer> listed(List<Endpoint> peers) {
        return IntStream.range(0, peers.size())
            .mapToObj(i -> new ListedPeer(peers.get(i), (long) ENTRY_BYTES * i, ENTRY_BYTES)).toList();
    }
}
