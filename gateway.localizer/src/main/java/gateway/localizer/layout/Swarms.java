package gateway.localizer.layout;

import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names contents of lists that do not say theirs, by who stands together in them: a list of which enough peers stood in
 * lists of one content is a list of that content. Lock-free, any thread; two threads that see the same new content at
 * once may give it two names, of which the next lists keep one.
 */
final class Swarms {
    /** Peers in each of two generations; when the younger one is full, the elder one is forgotten. */
    static final int MOST_PEERS = 1 << 16;
    /** So many peers of a list have to be known of one content. */
    static final int LEAST_COMMON = 3;
    /** And at least one of so many of all its peers. */
    private static final int SHARE = 4;

    private final int most;
    private final AtomicLong named = new AtomicLong();
    private volatile Generations generations = new Generations(new ConcurrentHashMap<>(), Map.of());

    /** A peer of an application. */
    private record Member(String application, Endpoint peer) {
    }

    private record Generations(ConcurrentHashMap<Member, String> younger, Map<Member, String> elder) {
        String of(Member member) {
            String content = younger.get(member);
            return content == null ? elder.get(member) : content;
        }
    }

    Swarms() {
        this(MOST_PEERS);
    }

    /** @param most peers in a generation */
    Swarms(int most) {
        this.most = most;
    }

    /** The content of a list; from now on it is that of all its peers. */
    String contentOf(String application, List<ListedPeer> peers) {
        Generations now = generations;
        Map<String, Integer> votes = new HashMap<>();
        for (ListedPeer each : peers) {
            String content = now.of(new Member(application, each.peer()));
            if (content != null) {
                votes.merge(content, 1, Integer::sum);
            }
        }
        String content = votes.entrySet().stream().max(Map.Entry.comparingByValue())
            .filter(most -> most.getValue() >= LEAST_COMMON && most.getValue() * SHARE >= peers.size())
            .map(Map.Entry::getKey).orElseGet(() -> application + " swarm " + named.incrementAndGet());
        for (ListedPeer each : peers) {
            now.younger.put(new Member(application, each.peer()), content);
        }
        if (now.younger.size() >= most && generations == now) {
            generations = new Generations(new ConcurrentHashMap<>(), now.younger);
        }
        return content;
    }
}
