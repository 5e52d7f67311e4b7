package gateway.core.internal.kernel;

import gateway.core.internal.kernel.RuleText.Jump;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mangle table as {@code iptables-save -c} prints it, as far as it concerns us.
 *
 * @param rules every rule of the table in order, as {@code -A CHAIN ...}
 * @param packets the packet counter of each rule
 * @param chains the names of the chains
 */
record MangleTable(List<String> rules, List<Long> packets, List<String> chains) {
    /** The chain that decides. */
    static final String CHAIN = "P2PADM";
    /** The chain that turns packet marks into connection marks. */
    static final String SAVE_CHAIN = "P2PADM-SAVE";
    /** The chain that asks whether a tap has room. */
    static final String TAP_CHAIN = "P2PADM-TAP";
    /** A table in which nobody wrote anything. */
    static final MangleTable EMPTY = new MangleTable(List.of(), List.of(), List.of());

    private static final Pattern RULE = Pattern.compile("\\[(\\d+):\\d+\\] (-A .*)");
    private static final Pattern DECLARATION = Pattern.compile(":(\\S+) .*");

    /** Reads the output of {@code iptables-save -c -t mangle}. */
    static MangleTable parse(String saved) {
        List<Matcher> rules = saved.lines().map(RULE::matcher).filter(Matcher::matches).toList();
        return new MangleTable(
            rules.stream().map(m -> m.group(2)).toList(),
            rules.stream().map(m -> Long.parseLong(m.group(1))).toList(),
            saved.lines().map(DECLARATION::matcher).filter(Matcher::matches).map(m -> m.group(1)).toList());
    }

    /** The rules, wherever they stand, that lead into one of our chains. */
    List<String> jumpsTo(Jump jump) {
        return rules.stream().filter(rule -> rule.matches(".* -[jg] " + Pattern.quote(jump.to()) + "( .*)?")).toList();
    }

    /** Whether the jump is the first rule of its chain, unconditional, and stands nowhere else. */
    boolean isFirstAndOnly(Jump jump) {
        String wanted = "-A " + jump.from() + " -j " + jump.to();
        return jumpsTo(jump).equals(List.of(wanted)) && rulesOf(jump.from()).get(0).equals(wanted);
    }

    /** The rules of one chain. */
    List<String> rulesOf(String chain) {
        return rules.stream().filter(rule -> rule.startsWith("-A " + chain + " ")).toList();
    }

    /** Whether anything of ours is there. */
    boolean holdsAnythingOfOurs() {
        return chains.contains(CHAIN) || chains.contains(SAVE_CHAIN) || chains.contains(TAP_CHAIN);
    }

    /** The packet counters of one chain's rules, in order. */
    List<Long> packetsOf(String chain) {
        return java.util.stream.IntStream.range(0, rules.size())
            .filter(i -> rules.get(i).startsWith("-A " + chain + " "))
            .mapToObj(packets::get).toList();
    }
}
