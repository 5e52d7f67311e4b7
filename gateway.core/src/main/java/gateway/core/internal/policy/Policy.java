package gateway.core.internal.policy;

import gateway.api.policy.Action;
import gateway.api.policy.Decision;
import gateway.core.internal.classify.ClassifiedFlow;
import gateway.core.internal.kernel.Marks;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All rules at one moment. Immutable; asked by worker threads a few times a flow.
 */
public final class Policy {
    /** What holds where no rule does. */
    public static final Ruling BY_DEFAULT = new Ruling(new Decision(Action.ALLOW, "default", "no rule matched"), 0);

    private final int version;
    private final List<Rule> rules;
    private final List<Ruling> rulings;
    private final ExceptionPolicies exceptions;
    private final ZoneId zone;
    private final Set<String> named = new HashSet<>();
    private final boolean asksKeywords;
    private final boolean refuses;
    private final boolean scans;
    private final boolean localizes;

    /**
     * A decision and how long it is kept in the kernel for the next connections.
     *
     * @param decision what is wanted
     * @param cacheSeconds how long a refused pair is kept out; 0 for not at all
     * @param auditedBy the rule by which what the flow carries is recorded; empty if none asks for that
     * @param scanning the rule by which its files are scanned; null if none asks for that
     * @param localizing the rule by which lists of peers in it are changed; null if none asks for that
     * @param delaying the rule by which what goes to far peers waits; null if none asks for that
     */
    public record Ruling(Decision decision, int cacheSeconds, String auditedBy, Rule scanning, Rule localizing,
                         Rule delaying) {
        /** A decision on a flow whose content nobody wants. */
        public Ruling(Decision decision, int cacheSeconds) {
            this(decision, cacheSeconds, "", null, null, null);
        }

        /** Whether the files that the flow carries are scanned. */
        public boolean scans() {
            return scanning != null;
        }

        /** Whether lists of peers that the flow carries are changed. */
        public boolean localizes() {
            return localizing != null;
        }

        /** Whether what the flow sends to a far peer waits. */
        public boolean delays() {
            return delaying != null;
        }

        /** What is decided where that is found in one of them; only where they are scanned. */
        public Ruling infected(String signature) {
            return new Ruling(new Decision(Action.BLOCK, scanning.name(), "infected: " + signature),
                scanning.cacheSeconds());
        }

        /** Whether what the flow carries is recorded. */
        public boolean audits() {
            return !auditedBy.isEmpty();
        }

        /** Whether an exception policy decided, not a rule. */
        public boolean isException() {
            for (ExceptionCase which : ExceptionCase.values()) {
                if (which.ruling() == this) {
                    return true;
                }
            }
            return false;
        }

        /** Whether the flow is refused. */
        public boolean refuses() {
            return decision.action() == Action.BLOCK;
        }
    }

    /**
     * A snapshot.
     *
     * @param version 1 for the first policy of this run, one more for each change
     * @param rules in any order
     * @param zone whose clock the rules' times of the week mean
     */
    public Policy(int version, List<Rule> rules, ExceptionPolicies exceptions, ZoneId zone) {
        this.version = version;
        this.rules = rules.stream()
            .sorted(Comparator.comparingInt(Rule::order).thenComparing(Rule::name)).toList();
        this.rulings = this.rules.stream().map(r -> new Ruling(r.decision(), r.cacheSeconds())).toList();
        this.exceptions = exceptions;
        this.zone = zone;
        rules.forEach(rule -> named.addAll(rule.applications()));
        asksKeywords = rules.stream().anyMatch(rule -> rule.keywords() != null);
        refuses = rules.stream().anyMatch(rule -> rule.action() == Action.BLOCK);
        scans = rules.stream().anyMatch(rule -> rule.action() == Action.SCAN);
        localizes = rules.stream().anyMatch(rule -> rule.action() == Action.LOCALIZE);
    }

    /** The policy that allows everything. */
    public static Policy empty(int version) {
        return new Policy(version, List.of(), ExceptionPolicies.PASS_ALL, ZoneId.systemDefault());
    }

    /**
     * What is wanted for a flow: the first rule that holds decides, and the first with the action audit, scan,
     * localize or delay whether that is done as well. Null while that depends on what is not known yet of the flow; a
     * flow of which nothing more will be known always gets an answer. A rule with keywords holds where one of them was
     * said already; what is said later is asked about by {@link #heard}.
     *
     * @param requestedName the file that was asked for, null if none was (yet)
     * @param said the keyword for which the flow was refused, null if it was not
     */
    public Ruling rulingFor(ClassifiedFlow flow, String requestedName, KeywordFinding said, long nowMillis) {
        Wishes wishes = new Wishes();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            Rule.Match match = rule.examine(flow, requestedName, said, nowMillis, zone).match();
            if (Wishes.are(rule.action())) {
                wishes.add(rule, match);
            } else if (match == Rule.Match.YES) {
                return wishes.with(rulings.get(i));
            } else if (match == Rule.Match.LATER) {
                return null;
            }
        }
        return wishes.with(BY_DEFAULT);
    }

    /** The same of a flow that was refused for no keyword. */
    public Ruling rulingFor(ClassifiedFlow flow, String requestedName, long nowMillis) {
        return rulingFor(flow, requestedName, null, nowMillis);
    }

    /**
     * The same with reasons: every rule that was asked, the deciding one, or the one that has to wait, last;
     * {@code default} where none holds.
     */
    public List<Examination> examine(ClassifiedFlow flow, String requestedName, KeywordFinding said, long nowMillis) {
        List<Examination> steps = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Finding finding = rules.get(i).examine(flow, requestedName, said, nowMillis, zone);
            steps.add(new Examination(rules.get(i).name(), finding.match(),
                Reason.of(rules.get(i), finding, flow, requestedName),
                finding == Finding.HOLDS ? rulings.get(i) : null));
            if (finding.match() != Rule.Match.NO && !Wishes.are(rules.get(i).action())) {
                return steps;
            }
        }
        Decision decision = BY_DEFAULT.decision();
        steps.add(new Examination(decision.rule(), Rule.Match.YES, decision.reason(), BY_DEFAULT));
        return steps;
    }

    /**
     * Which rules' keywords stand in something that was said, in the order of the rules. A rule that overwrites lets
     * later ones look too; any other ends the search, and so does a rule without keywords that decides the flow.
     *
     * @param by the application whose dissector read it
     * @param text as it was written
     */
    public List<KeywordFinding> heard(ClassifiedFlow flow, String by, TextKind kind, String text, String requestedName,
                                      long nowMillis) {
        List<KeywordFinding> findings = new ArrayList<>();
        KeywordSearch search = null;
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            KeywordCondition condition = rule.keywords();
            if (Wishes.are(rule.action()) || condition != null && !condition.in().contains(kind)
                || !rule.concerns(flow, by, requestedName, nowMillis, zone)) {
                continue;
            }
            if (condition == null) {
                return findings;
            }
            search = search == null ? new KeywordSearch(text) : search;
            KeywordSearch.Found found = search.find(condition);
            if (found.first >= 0) {
                findings.add(new KeywordFinding(rule, rulings.get(i),
                    condition.keywords().keywords().get(found.first), kind, found.places, !found.tooMany));
                if (!findings.get(findings.size() - 1).overwrites()) {
                    return findings;
                }
            }
        }
        return findings;
    }

    /** Whether any rule refuses anything. */
    public boolean refuses() {
        return refuses;
    }

    /** Whether any rule wants files scanned. */
    public boolean scans() {
        return scans;
    }

    /** Whether any rule wants records of what is said and sent. */
    public boolean audits() {
        return rules.stream().anyMatch(rule -> rule.action() == Action.AUDIT);
    }

    /** Whether any rule wants lists of peers changed. */
    public boolean localizes() {
        return localizes;
    }

    /** Whether any rule asks for keywords. */
    public boolean asksKeywords() {
        return asksKeywords;
    }

    /**
     * Whether a flow has to be read for what may be said in it: a rule with keywords holds but for them, and no rule
     * before it decides the flow.
     */
    public boolean reads(ClassifiedFlow flow, String requestedName, long nowMillis) {
        return asksKeywords && listens(flow, requestedName, nowMillis, false);
    }

    /** The same for a rule that overwrites what it finds: the flow may be changed. */
    public boolean overwrites(ClassifiedFlow flow, String requestedName, long nowMillis) {
        return asksKeywords && listens(flow, requestedName, nowMillis, true);
    }

    private boolean listens(ClassifiedFlow flow, String requestedName, long nowMillis, boolean toOverwrite) {
        for (Rule rule : rules) {
            if (Wishes.are(rule.action())) {
                continue;
            }
            Finding finding = rule.examine(flow, requestedName, null, nowMillis, zone);
            if (finding == Finding.NOT_SAID) {
                if (!toOverwrite || rule.keywords().effect() == KeywordCondition.Effect.OVERWRITE) {
                    return true;
                }
            } else if (finding.match() != Rule.Match.NO) {
                return false;
            }
        }
        return false;
    }

    /** Whether any rule names this application, so that its lists of peers are of interest. */
    public boolean names(String application) {
        return named.contains(application);
    }

    /** Which policy of this run it is, from 1. */
    public int version() {
        return version;
    }

    /** The version as it fits into a connection mark: 1 to 15, then 1 again. */
    public int generation() {
        return 1 + (version - 1) % Marks.MAX_GENERATION;
    }

    /** In the order in which they are asked. */
    public List<Rule> rules() {
        return rules;
    }

    /** What happens in abnormal cases. */
    public ExceptionPolicies exceptions() {
        return exceptions;
    }

    /** Which rules' times of the week hold, as bits by order; a change of this is a change of policy. */
    public long activeTimes(long nowMillis) {
        long active = 0;
        for (int i = 0; i < rules.size(); i++) {
            List<WeekTime> times = rules.get(i).times();
            if (!times.isEmpty() && times.stream().anyMatch(span -> span.contains(nowMillis, zone))) {
                active = active * 31 + i + 1;
            }
        }
        return active;
    }
}
