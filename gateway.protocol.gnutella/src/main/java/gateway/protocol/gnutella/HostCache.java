package gateway.protocol.gnutella;

import gateway.api.packet.ByteView;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.HttpMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The answer of a cache of hosts on the web (GWebCache), line by line as it comes: {@code H|1.2.3.4:6346|120} in its
 * second version, {@code 1.2.3.4:6346} in its first.
 */
final class HostCache {
    private static final int MAX_LINE = 256;
    private static final Pattern CLIENT = Pattern.compile("[?&]client=[A-Za-z]{4}");
    private static final Pattern NETWORK = Pattern.compile("[?&]net=gnutella");
    private static final Pattern WISH = Pattern.compile("[?&](hostfile|urlfile|bfile|get|update|ping)=1(&|$)");
    private static final Pattern VERSION = Pattern.compile("[?&]version=");
    private static final Pattern OWN = Pattern.compile("[?&]ip=([0-9.]{7,15}(?::|%3[Aa])\\d{1,5})(?:&|$)");

    private final StringBuilder line = new StringBuilder();
    private final List<ListedPeer> peers = new ArrayList<>();
    private long lineOffset;
    private long next;
    private long begins = -1;
    private boolean inOnePiece;

    /** Whether a target asks a cache. */
    static boolean isRequest(String target) {
        return CLIENT.matcher(target).find() && (NETWORK.matcher(target).find()
            || WISH.matcher(target).find() && VERSION.matcher(target).find());
    }

    /** The address by which the one who asks wants to be known, empty if it does not say. */
    static String ownAddress(String target) {
        return Optional.of(OWN.matcher(target)).filter(java.util.regex.Matcher::find)
            .map(found -> FileNames.decoded(found.group(1))).orElse("");
    }

    /** Takes the next part of the answer. */
    void add(HttpMessage.Body body) {
        ByteView bytes = body.bytes();
        inOnePiece &= body.streamOffset() == next;
        begins = begins < 0 ? body.streamOffset() : begins;
        for (int i = 0; i < bytes.length(); i++) {
            int b = bytes.u8(i);
            if (b == '\n') {
                endLine();
            } else if (line.length() < MAX_LINE) {
                if (line.isEmpty()) {
                    lineOffset = body.streamOffset() + i;
                    inOnePiece = true;
                }
                line.append((char) b);
            }
        }
        next = body.streamOffset() + bytes.length();
    }

    /** Where the answer begins in the stream; negative before anything of it came. */
    long begins() {
        return begins;
    }

    /** The hosts that were named; nothing more comes. */
    List<ListedPeer> end() {
        endLine();
        return peers;
    }

    private void endLine() {
        int from = line.indexOf("H|") == 0 || line.indexOf("h|") == 0 ? 2 : 0;
        int bar = line.indexOf("|", from);
        String address = line.substring(from, bar < 0 ? line.length() : bar).strip();
        if (address.indexOf(':') > 0 && peers.size() < PeersListed.MAX_PEERS) {
            long place = inOnePiece ? lineOffset + line.indexOf(address) : ListedPeer.NOWHERE;
            Addresses.parse(address).ifPresent(peer -> peers.add(new ListedPeer(peer, place, address.length())));
        }
        line.setLength(0);
    }
}
