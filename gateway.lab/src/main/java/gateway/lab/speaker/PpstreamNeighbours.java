package gateway.lab.speaker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whom a viewer asks for parts: peers that a server's lists name and that answered a hello and a buffer map. Peers
 * that no list names again stay until {@link #forget} is told otherwise. One thread.
 */
final class PpstreamNeighbours {
    private final PpstreamSocket socket;
    private final InetSocketAddress server;
    private final byte[] key;
    /** When a list named a peer last, in nanoseconds. */
    private final Map<InetSocketAddress, Long> named = new LinkedHashMap<>();
    private final Set<InetSocketAddress> answered = new HashSet<>();
    private final Map<InetSocketAddress, Long> bytes = new LinkedHashMap<>();

    PpstreamNeighbours(PpstreamSocket socket, InetSocketAddress server, byte[] key) {
        this.socket = socket;
        this.server = server;
        this.key = key;
    }

    /** Asks the server for peers. */
    void register() throws IOException {
        socket.sendPlain(PpstreamMessages.register(key), server);
    }

    /** Those that can be asked, in the order in which they were told of. */
    List<InetSocketAddress> all() {
        List<InetSocketAddress> all = new ArrayList<>(named.keySet());
        all.retainAll(answered);
        return all;
    }

    /** All that lists named and that were not forgotten. */
    Set<InetSocketAddress> named() {
        return Set.copyOf(named.keySet());
    }

    /** Takes what a server or a peer says of peers; leaves everything else alone. */
    void take(byte[] message, InetSocketAddress from) throws IOException {
        if (PpstreamMessages.is(message, PpstreamMessages.ANSWER, PpstreamMessages.PEERS)) {
            greet(PpstreamMessages.peersOf(message));
        } else if (PpstreamMessages.is(message, PpstreamMessages.ANSWER, PpstreamMessages.HELLO)) {
            socket.send(PpstreamMessages.map(PpstreamMessages.ASK, key, socket.own()), from);
        } else if (PpstreamMessages.is(message, PpstreamMessages.ANSWER, PpstreamMessages.MAP)) {
            answered.add(from);
        }
    }

    /** Leaves those alone that no list has named for so many nanoseconds. */
    void forget(long nanos) {
        long now = System.nanoTime();
        named.values().removeIf(last -> now - last > nanos);
        answered.retainAll(named.keySet());
    }

    /** So many bytes of the video came from there. */
    void credit(InetSocketAddress peer, int length) {
        bytes.merge(peer, (long) length, Long::sum);
    }

    /** Says how much came from whom. */
    void print() {
        bytes.forEach((peer, sum) -> System.out.println("from " + peer.getAddress().getHostAddress() + " " + sum));
    }

    private void greet(List<InetSocketAddress> list) throws IOException {
        if (named.isEmpty()) {
            socket.sendPlain(PpstreamMessages.notice(key, socket.own(), list), server);
        }
        for (InetSocketAddress peer : list) {
            if (named.put(peer, System.nanoTime()) == null) {
                System.out.println("told of " + peer.getAddress().getHostAddress());
            }
            if (!answered.contains(peer)) {
                socket.send(PpstreamMessages.probe(PpstreamMessages.ASK, key, socket.own()), peer);
                socket.send(PpstreamMessages.hello(PpstreamMessages.ASK, key, socket.own()), peer);
            }
        }
    }
}
