package gateway.api.protocol;

import java.util.Objects;

/**
 * A parser's answer about a flow.
 *
 * @param certainty how sure the parser is
 * @param rule the rule that matched, by its name in the fact sheet or signature file; empty for NO and NEED_MORE
 * @param announces whether flows of this kind carry addresses of peers, so that core reads on through them whenever
 *     a rule names the application
 */
public record Detection(Certainty certainty, String rule, boolean announces) {
    /** Refuses what says nothing. */
    public Detection {
        Objects.requireNonNull(certainty, "certainty");
        Objects.requireNonNull(rule, "rule");
    }

    /** This flow is not of the parser's protocol; the parser is not asked again unless a signature matches. */
    public static final Detection NO = new Detection(Certainty.NO, "", false);

    /** The bytes fit so far; ask again with the next packet. */
    public static final Detection NEED_MORE = new Detection(Certainty.NEED_MORE, "", false);

    /** How sure a parser is. */
    public enum Certainty {
        /** Not this protocol. */
        NO,
        /** Possible; another packet will tell. */
        NEED_MORE,
        /** Probable; stands if nobody is certain at the end of classification. */
        LIKELY,
        /** Proven; classification ends. */
        CERTAIN
    }

    /** Proven by {@code rule}. Keep the value in a constant: detections are answered often. */
    public static Detection certain(String rule) {
        return new Detection(Certainty.CERTAIN, rule, false);
    }

    /** Probable by {@code rule}. */
    public static Detection likely(String rule) {
        return new Detection(Certainty.LIKELY, rule, false);
    }

    /** The same, of a flow that carries addresses of peers. */
    public Detection announcing() {
        return new Detection(certainty, rule, true);
    }
}
