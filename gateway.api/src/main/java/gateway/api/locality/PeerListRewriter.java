package gateway.api.locality;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides what stands in lists of peers. It decides on peers, not on bytes: who read a list from the wire writes the
 * new one in its form. Several workers call it at once, for each list; no call blocks or takes a lock. Times are
 * milliseconds on the clock of the packet source.
 */
@ConsumerType
public interface PeerListRewriter {
    /**
     * Remembers the peers of a list as having its content. Lists of every client count, also of those whose lists are
     * not to be changed; lists that do not say their content are forgotten.
     */
    void learn(PeerList list, long nowMillis);

    /**
     * What is to stand in the places of a list. A peer that comes new into a place has an address of the same family,
     * a port, and a public address that is not the client's, it was announced for this content, and it stands in no
     * other place. What cannot be improved so stays as it was; an entry without a place in one piece stays always.
     *
     * <p>The bytes of an entry that have no room for the new peer (as text it may be longer) are the caller's to
     * leave; it then leaves the whole list, since the peer that stays may have been given another place.
     */
    RewrittenList rewrite(PeerList list, RewriteTerms terms, long nowMillis);
}
