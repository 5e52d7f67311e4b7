package gateway.core.internal.kernel;

/**
 * Writes the gateway's rules for {@code iptables-restore --noflush}: one transaction for each family, which either
 * comes into force as a whole or changes nothing. Pure functions.
 *
 * <p>To name a chain of one's own in such a text creates it or empties it, so the same text serves for the first
 * start, for a new policy generation and for putting things right.
 */
public final class RuleText {
    private RuleText() {
    }

    /** The text that makes the rules what {@code settings} want, on a table that holds nothing of ours. */
    public static String install(Family family, RuleSettings settings) {
        return install(family, settings, MangleTable.EMPTY);
    }

    /**
     * The text that makes the rules what {@code settings} want, with the jumps first and once.
     *
     * @param now the table as it is
     */
    static String install(Family family, RuleSettings settings, MangleTable now) {
        StringBuilder text = begin();
        TapRule.texts(settings).forEach(rule ->
            text.append("-A ").append(MangleTable.TAP_CHAIN).append(' ').append(rule).append('\n'));
        for (ChainRule rule : ChainRule.values()) {
            text.append("-A ").append(rule.chain()).append(' ').append(rule.text(family, settings)).append('\n');
        }
        for (Jump jump : Jump.values()) {
            if (!now.isFirstAndOnly(jump)) {
                appendRemoval(text, jump, now);
                text.append("-I ").append(jump.from()).append(" 1 -j ").append(jump.to()).append('\n');
            }
        }
        return text.append("COMMIT\n").toString();
    }

    /** The text that takes out the jumps alone: packets do not come into our chains any more. */
    static String suspension(MangleTable now) {
        StringBuilder text = new StringBuilder("*mangle\n");
        for (Jump jump : Jump.values()) {
            appendRemoval(text, jump, now);
        }
        return text.append("COMMIT\n").toString();
    }

    /** The text that takes everything of ours out of {@code now}. */
    static String removal(MangleTable now) {
        StringBuilder text = begin();
        for (Jump jump : Jump.values()) {
            appendRemoval(text, jump, now);
        }
        for (Jump jump : Jump.values()) {
            text.append("-X ").append(jump.to()).append('\n');
        }
        text.append("-X ").append(MangleTable.TAP_CHAIN).append('\n');
        return text.append("COMMIT\n").toString();
    }

    private static StringBuilder begin() {
        StringBuilder text = new StringBuilder("*mangle\n");
        for (Jump jump : Jump.values()) {
            text.append(':').append(jump.to()).append(" - [0:0]\n");
        }
        return text.append(':').append(MangleTable.TAP_CHAIN).append(" - [0:0]\n");
    }

    private static void appendRemoval(StringBuilder text, Jump jump, MangleTable now) {
        for (String rule : now.jumpsTo(jump)) {
            text.append(rule.replaceFirst("^-A ", "-D ")).append('\n');
        }
    }

    /** How packets come into our chains. */
    enum Jump {
        /** Every forwarded packet. */
        DECIDE("FORWARD", MangleTable.CHAIN),
        /** Every leaving packet, to keep what its verdict decided. */
        SAVE("POSTROUTING", MangleTable.SAVE_CHAIN);

        private final String from;
        private final String to;

        Jump(String from, String to) {
            this.from = from;
            this.to = to;
        }

        String from() {
            return from;
        }

        String to() {
            return to;
        }
    }
}
