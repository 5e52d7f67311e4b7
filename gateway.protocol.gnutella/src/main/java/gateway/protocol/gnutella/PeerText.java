package gateway.protocol.gnutella;

import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import java.util.List;

/**
 * Lists of hosts in header lines: addresses between commas, semicolons and blanks, with other words between them, such
 * as {@code 1.2.3.4:6346 2022-03-07T03:22Z} or {@code tls=80,1.2.3.4,[2001:db8::1]:6346}.
 */
final class PeerText {
    private static final String SEPARATORS = ",; \t";

    private PeerText() {
    }

    /**
     * Adds the hosts that a text names to a list, as long as that may grow.
     *
     * @param offset of the text's first character, {@link ListedPeer#NOWHERE} if it has no place
     */
    static void read(String text, long offset, List<ListedPeer> peers) {
        int at = 0;
        while (at < text.length() && peers.size() < PeersListed.MAX_PEERS) {
            int end = at;
            while (end < text.length() && SEPARATORS.indexOf(text.charAt(end)) < 0) {
                end++;
            }
            int length = end - at;
            long place = offset == ListedPeer.NOWHERE ? offset : offset + at;
            Addresses.parse(text.substring(at, end))
                .ifPresent(peer -> peers.add(new ListedPeer(peer, place, length)));
            at = end + 1;
        }
    }
}
