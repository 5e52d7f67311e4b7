package gateway.localizer.layout;

import gateway.api.packet.Endpoint;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What one client received and did lately. Everything in it is bounded. One thread. */
final class ClientMemory {
    /** Payloads that wait for contacts; 64 KB at most. */
    static final int MOST_PAYLOADS = 32;
    static final int MOST_CONTACTS = 1024;
    static final int MOST_NEWCOMERS = 256;

    private final ArrayDeque<ReceivedPayload> payloads = new ArrayDeque<>();
    private final Map<Endpoint, Boolean> contacts = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Endpoint, Boolean> eldest) {
            return size() > MOST_CONTACTS;
        }
    };
    private final Map<Endpoint, Newcomer> newcomers = new LinkedHashMap<>();

    /** A peer that was put into a list. */
    private record Newcomer(String layout, long untilMillis) {
    }

    /** @param done what is done with a payload that has to go for it */
    void received(ReceivedPayload payload, Consumer<ReceivedPayload> done) {
        if (payloads.size() >= MOST_PAYLOADS) {
            done.accept(payloads.removeFirst());
        }
        payloads.addLast(payload);
    }

    /** Whether the peer is new; payloads that it stands in know afterwards. */
    boolean contacted(Endpoint peer) {
        if (contacts.putIfAbsent(peer, true) != null) {
            return false;
        }
        payloads.forEach(payload -> payload.contacted(peer));
        return true;
    }

    /** The layout of the list that a peer was put into and is waited for; null for none. It is waited for no more. */
    String arrived(Endpoint peer) {
        Newcomer newcomer = newcomers.remove(peer);
        return newcomer == null ? null : newcomer.layout;
    }

    /** Waits for peers that were put into a list. Those that were contacted before anyway prove nothing. */
    void await(String layout, Collection<Endpoint> peers, long untilMillis) {
        for (Endpoint peer : peers) {
            if (newcomers.size() < MOST_NEWCOMERS && !contacts.containsKey(peer)) {
                newcomers.putIfAbsent(peer, new Newcomer(layout, untilMillis));
            }
        }
    }

    /**
     * Lets go of what is over.
     *
     * @param sinceMillis payloads from before are over
     * @param done what is done with each of these
     * @param missed what is done with the layout of each peer that was not contacted in time
     */
    void expire(long sinceMillis, long nowMillis, Consumer<ReceivedPayload> done, Consumer<String> missed) {
        while (!payloads.isEmpty() && payloads.peekFirst().atMillis() < sinceMillis) {
            done.accept(payloads.removeFirst());
        }
        for (Iterator<Newcomer> each = newcomers.values().iterator(); each.hasNext(); ) {
            Newcomer newcomer = each.next();
            if (newcomer.untilMillis < nowMillis) {
                each.remove();
                missed.accept(newcomer.layout);
            }
        }
    }

    boolean isEmpty() {
        return payloads.isEmpty() && newcomers.isEmpty();
    }
}
