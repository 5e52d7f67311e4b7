package gateway.localizer.peer;

import gateway.api.packet.Endpoint;

/**
 * One peer that was announced for a content.
 *
 * @param peer who
 * @param cost from the client whose list named it last, 0 to 1000
 * @param seenMillis when a list named it last
 * @param lists how many lists named it
 * @param answers how many requests it answered
 * @param silences how many requests in a row it has not answered
 */
public record KnownPeer(Endpoint peer, int cost, long seenMillis, int lists, int answers, int silences) {
    /** After so many silences a peer counts as gone until a list names it again. */
    static final int GONE = 3;

    static KnownPeer first(Endpoint peer, int cost, long nowMillis) {
        return new KnownPeer(peer, cost, nowMillis, 1, 0, 0);
    }

    /** A list named it again: somebody saw it, so that it gets another chance. */
    KnownPeer listed(int newCost, long nowMillis) {
        return new KnownPeer(peer, newCost, Math.max(seenMillis, nowMillis), more(lists), answers,
            Math.min(silences, GONE - 1));
    }

    KnownPeer answered(long nowMillis) {
        return new KnownPeer(peer, cost, Math.max(seenMillis, nowMillis), lists, more(answers), 0);
    }

    KnownPeer silent() {
        return new KnownPeer(peer, cost, seenMillis, lists, answers, more(silences));
    }

    /** Whether it is worth naming. */
    public boolean present() {
        return silences < GONE;
    }

    private static int more(int count) {
        return count == Integer.MAX_VALUE ? count : count + 1;
    }
}
