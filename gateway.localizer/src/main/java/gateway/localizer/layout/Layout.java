package gateway.localizer.layout;

import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.localizer.choice.Admission;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How lists of one type of message are written: entries of one length, behind one another, at a fixed place.
 *
 * @param application whose messages
 * @param transport how they come
 * @param form how a peer stands in an entry
 * @param twin where the port stands once more, relative to the address; {@code form.port()} where it does not
 * @param stride bytes from one entry to the next
 * @param first where the address of the first entry stands
 * @param mark by what these messages are known
 * @param ending where the entries end
 */
record Layout(String application, Transport transport, EntryForm form, int twin, int stride, int first, HeaderMark mark,
              Ending ending) {
    /** Payloads are looked at so far. */
    static final int MOST_BYTES = 2048;
    /** An address and a port. */
    static final int LEAST_STRIDE = 6;
    static final int MOST_STRIDE = 32;
    /** Shorter lists are left alone: two peers are soon found anywhere. */
    static final int LEAST_ENTRIES = 3;
    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,64}");

    Layout {
        if (!NAME.matcher(application).matches()) {
            throw new IllegalArgumentException("an application's name has 1 to 64 small letters, digits, . _ -");
        }
        EntryForm second = new EntryForm(form.v4(), form.reversed(), form.littlePort(), twin);
        int begin = Math.min(form.from(), second.from());
        if (stride < Math.max(LEAST_STRIDE, Math.max(form.to(), second.to()) - begin) || stride > MOST_STRIDE) {
            throw new IllegalArgumentException("entries are not " + stride + " bytes apart");
        }
        if (first + begin < 0 || first > MOST_BYTES) {
            throw new IllegalArgumentException("entries do not begin at " + first);
        }
        if (mark.known() < HeaderMark.LEAST_KNOWN || mark.length() > first + begin
                || ending.count().filter(count -> count.end() > first + begin).isPresent()) {
            throw new IllegalArgumentException("at least " + HeaderMark.LEAST_KNOWN
                + " bytes of a mark stand before the entries, and so does a count");
        }
    }

    /** Where an entry begins, relative to its address: 0 or less. */
    int from() {
        return Math.min(form.from(), twin);
    }

    /** Bytes from the first to the last of address and ports. */
    int span() {
        return Math.max(form.to(), twin + 2) - from();
    }

    /** How many entries a payload has; -1 if it is none of these messages. */
    int entries(ByteView payload) {
        int behind = payload.length() - first - from() - span();
        int entries = mark.matches(payload) ? ending.entries(payload, behind, stride) : -1;
        return entries < LEAST_ENTRIES || entries > PeersListed.MAX_PEERS ? -1 : entries;
    }

    /**
     * The peers of a payload, but for entries that hold none; no peers at all if it is none of these messages, or
     * more than a quarter of its entries hold none.
     *
     * @param offset of its first byte, as places count
     */
    List<ListedPeer> read(ByteView payload, long offset, Admission admission) {
        int entries = entries(payload);
        if (entries < 0) {
            return List.of();
        }
        List<ListedPeer> peers = new ArrayList<>(entries);
        for (int i = 0; i < entries; i++) {
            int at = first + i * stride;
            Endpoint peer = form.read(payload, at);
            if (admission.admits(peer)) {
                peers.add(new ListedPeer(peer, offset + at + from(), span()));
            }
        }
        return 4 * peers.size() < 3 * entries ? List.of() : peers;
    }

    /** Whether its entries could be those of another one, seen better or worse: it is not learnt beside that. */
    boolean resembles(Layout other) {
        return application.equals(other.application) && transport == other.transport && form.equals(other.form)
            && stride == other.stride && (first - other.first) % stride == 0;
    }

    /** For people. */
    List<String> sentences() {
        return List.of("Of " + (transport == Transport.UDP ? "datagrams" : "pieces of streams") + " that begin with "
            + mark + ".", "Entries are " + stride + " bytes apart, the first address stands at " + first + ": " + form
            + (twin == form.port() ? "" : ", and once more at " + twin) + ".", "They go on " + ending + ".");
    }
}
