package gateway.api.protocol;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The one service of a protocol bundle: recognises its protocol's flows and opens dissectors for them. Stateless;
 * several workers call it at once. An exception counts against the bundle and is handled by the exception policy
 * {@code parserError}.
 */
@ConsumerType
public interface ProtocolParser {
    /** The application's name as in rules, records and results: lower case, {@code [a-z0-9]+}. */
    String id();

    /** What the protocol rides on: {@code tcp}, {@code udp}, or the id of a parser whose messages it reads. */
    Set<String> over();

    /**
     * Whether its dissectors tell of the lists of peers that the application's messages hold ({@link
     * DissectionEvent.PeersListed}). Where they do not, the default, a localizer may learn how lists are written, and
     * change those that it finds.
     */
    default boolean listsPeers() {
        return false;
    }

    /** What core's shared matcher looks for in each payload packet of an undecided flow over TCP or UDP. */
    List<Signature> signatures();

    /**
     * Looks at a flow of which the newest packet matched one of the signatures, or for which this parser answered
     * NEED_MORE or LIKELY before. A LIKELY claim stands if nobody is certain when classification ends.
     */
    Detection detect(Flow flow, Head head);

    /** Looks at a message of the protocol that this one rides on, for instance an HTTP request. */
    default Detection detect(Flow flow, Message message) {
        return Detection.NO;
    }

    /**
     * Looks at a flow that nobody recognised and whose far end was announced by this application a while ago
     * (the address list). Answer NO where the bytes speak against it.
     */
    default Detection detectAnnounced(Flow flow, Head head) {
        return Detection.NO;
    }

    /** Opens a dissector for a flow that this parser claimed. What was seen is given to it from the start. */
    Dissector open(Flow flow, DissectionSink sink);
}
