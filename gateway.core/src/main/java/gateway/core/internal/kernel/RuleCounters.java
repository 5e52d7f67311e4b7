package gateway.core.internal.kernel;

/**
 * How many packets met which rule, both families together, since the rules were first put in place. A merged (GSO)
 * packet counts once, as it does in the queues.
 *
 * @param accepted packets of offloaded connections, and those that carry contents which nobody wants to see
 * @param refused packets of refused connections, dropped by their mark
 * @param refusedNew SYNs and datagrams of refused pairs, dropped by the connection cache
 * @param read packets sent to the reading lanes by their mark; those that came there by the verdict QUEUE are not
 *     among them
 * @param classify packets sent to the classify lanes, repeated ones again
 * @param saved packets that set their connection's mark
 */
public record RuleCounters(long accepted, long refused, long refusedNew, long read, long classify, long saved) {
    /** Nothing was counted yet. */
    static final RuleCounters ZERO = new RuleCounters(0, 0, 0, 0, 0, 0);

    /**
     * Packets that the rules sent to a queue. What no queue ever saw of them passed because nobody listened (queue
     * bypass) or because the queue was full (fail-open), or was dropped where these are switched off.
     */
    public long queued() {
        return read + classify;
    }

    RuleCounters plus(RuleCounters other) {
        return new RuleCounters(accepted + other.accepted, refused + other.refused, refusedNew + other.refusedNew,
            read + other.read, classify + other.classify, saved + other.saved);
    }

    /** What the table counts now; nothing where the chain is not as we wrote it. */
    static RuleCounters of(MangleTable table) {
        long[] packets = new long[ChainRule.values().length];
        int rule = 0;
        for (String chain : new String[] {MangleTable.CHAIN, MangleTable.SAVE_CHAIN}) {
            for (long count : table.packetsOf(chain)) {
                if (rule == packets.length) {
                    return ZERO;
                }
                packets[rule++] = count;
            }
        }
        long beyondCredit = table.packetsOf(MangleTable.TAP_CHAIN).stream().mapToLong(Long::longValue).sum();
        return rule < packets.length ? ZERO : of(packets, beyondCredit);
    }

    private static RuleCounters of(long[] packets, long beyondCredit) {
        return new RuleCounters(
            packets[ChainRule.ACCEPTED.ordinal()] + packets[ChainRule.CONTENT.ordinal()]
                + packets[ChainRule.CONTENT_RECEIVED.ordinal()],
            packets[ChainRule.REFUSED.ordinal()],
            packets[ChainRule.NEW_REFUSED_TCP.ordinal()] + packets[ChainRule.NEW_REFUSED_UDP.ordinal()],
            packets[ChainRule.READ_TCP.ordinal()] + packets[ChainRule.READ_CLIENT.ordinal()]
                + packets[ChainRule.READ_UDP.ordinal()] + beyondCredit,
            packets[ChainRule.CLASSIFY_TCP.ordinal()] + packets[ChainRule.CLASSIFY_UDP.ordinal()],
            packets[ChainRule.SAVED.ordinal()]);
    }
}
