package gateway.core.internal.signature;

import gateway.api.packet.ByteView;
import gateway.api.packet.Transport;
import gateway.api.protocol.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says whose signatures a payload matches: all bundles' signatures in one look, so that the price of a payload
 * that nobody wants does not grow with the number of bundles. Immutable; any number of workers at once.
 *
 * <p>Anchored signatures cost a few table look-ups, floating literals one pass over the first bytes (only where a
 * transport has any), regular expressions one linear pass each. Nothing is allocated, except by regular expressions.
 */
public final class SignatureMatcher {
    /** A result is one {@code long}: more parsers than this cannot have signatures. */
    public static final int MAX_OWNERS = Long.SIZE;

    private final Searches tcp;
    private final Searches udp;

    /**
     * Builds the tables.
     *
     * @throws IllegalArgumentException where {@link #problemOf} has something to say about a signature
     */
    public SignatureMatcher(List<OwnedSignature> signatures) {
        tcp = Searches.of(signatures, Transport.TCP);
        udp = Searches.of(signatures, Transport.UDP);
    }

    /** Why this signature cannot be looked for; empty if it can. To be asked before a parser is taken in. */
    public static Optional<String> problemOf(Signature signature) {
        return signature instanceof Signature.Regex regex ? RegularExpressions.problemOf(regex) : Optional.empty();
    }

    /**
     * Which parsers have a signature in this payload.
     *
     * @param transport what the payload came over
     * @param payload the bytes of one packet that are there
     * @return bit {@code i} is set where owner {@code i} has to be asked
     */
    public long matches(Transport transport, ByteView payload) {
        Searches searches = transport == Transport.TCP ? tcp : udp;
        long owners = searches.anchored.matches(payload);
        owners |= searches.floating.matches(payload, owners);
        return owners | searches.expressions.matches(payload, owners);
    }

    /** What is looked for over one transport. */
    private record Searches(AnchoredSignatures anchored, FloatingLiterals floating, RegularExpressions expressions) {
        static Searches of(List<OwnedSignature> signatures, Transport transport) {
            List<OwnedSignature> anchored = new ArrayList<>();
            List<OwnedSignature> floating = new ArrayList<>();
            List<OwnedSignature> expressions = new ArrayList<>();
            for (OwnedSignature owned : signatures) {
                if (owned.signature().transport() != transport) {
                    continue;
                }
                if (owned.signature() instanceof Signature.Anchored) {
                    anchored.add(owned);
                } else if (owned.signature() instanceof Signature.Floating) {
                    floating.add(owned);
                } else {
                    expressions.add(owned);
                }
            }
            return new Searches(new AnchoredSignatures(anchored), new FloatingLiterals(floating),
                new RegularExpressions(expressions));
        }
    }
}
