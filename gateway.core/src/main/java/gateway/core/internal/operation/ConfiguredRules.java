package gateway.core.internal.operation;

import gateway.api.operation.DryRun;
import gateway.api.operation.NotAnswering;
import gateway.api.operation.RuleBook;
import gateway.api.operation.RuleText;
import gateway.core.internal.configuration.InvalidSetting;
import gateway.core.internal.configuration.RuleTexts;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.policy.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of {@code conf/}. A rule that cannot be used is refused, but for one that stands there just so: whoever
 * changes another rule need not mend it first. Any thread but a worker's.
 */
public final class ConfiguredRules implements RuleBook {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredRules.class);

    private final RuleTexts texts;
    private final Standing standing;
    private final LongSupplier nanoClock;

    /** @param nanoClock bounds the slices in which workers look at their flows */
    public ConfiguredRules(RuleTexts texts, Standing standing, LongSupplier nanoClock) {
        this.texts = texts;
        this.standing = standing;
        this.nanoClock = nanoClock;
    }

    @Override
    public List<RuleText> rules() {
        try {
            return texts.read(standing.rulesInForce());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the rules cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public String problemOf(RuleText rule) {
        return RuleCheck.problemOf(rule, texts);
    }

    @Override
    public DryRun dryRun(List<RuleText> rules) throws NotAnswering {
        RunningGateway gateway = standing.running();
        Policy inForce = gateway.policy();
        Map<String, RuleText> there = byName(rules());
        List<Rule> usable = new ArrayList<>();
        for (RuleText rule : checked(rules, there)) {
            compile(rule, inForce).ifPresent(usable::add);
        }
        Policy tried = new Policy(inForce.version(), usable, inForce.exceptions(), ZoneId.systemDefault());
        return new Trial(tried, gateway.timeOfDay().getAsLong()).on(gateway, nanoClock);
    }

    @Override
    public synchronized void replace(List<RuleText> rules) throws IOException {
        Map<String, RuleText> there = byName(rules());
        RuleFiles files = new RuleFiles(texts);
        Set<String> gone = new HashSet<>(there.keySet());
        int changed = 0;
        for (RuleText rule : checked(rules, there)) {
            gone.remove(rule.name());
            if (!isThere(rule, there)) {
                files.put(rule);
                changed++;
            }
        }
        gone.forEach(files::remove);
        files.write();
        for (String name : gone) {
            texts.forget(name);
        }
        LOG.info("rules were changed by an operator: {} written, {} deleted", changed, gone.size());
    }

    /** A broken rule that stands there just so decides in its last good form, or not at all. */
    private Optional<Rule> compile(RuleText rule, Policy inForce) {
        try {
            return Optional.of(texts.rule(rule));
        } catch (InvalidSetting broken) {
            return inForce.rules().stream().filter(good -> good.name().equals(rule.name())).findFirst();
        }
    }

    /** Without blank settings. */
    private List<RuleText> checked(List<RuleText> rules, Map<String, RuleText> there) {
        if (rules.size() > RuleCheck.MOST_RULES) {
            throw new IllegalArgumentException("there can be " + RuleCheck.MOST_RULES + " rules, not " + rules.size());
        }
        Set<String> names = new HashSet<>();
        List<RuleText> checked = new ArrayList<>();
        for (RuleText each : rules) {
            String problem = RuleCheck.problemOf(each, texts);
            RuleText rule = RuleCheck.withoutBlanks(each);
            if (!problem.isEmpty() && !isThere(rule, there)) {
                throw new IllegalArgumentException("rule " + shown(each.name()) + ": " + problem);
            }
            if (!names.add(rule.name())) {
                throw new IllegalArgumentException("there are two rules of the name " + rule.name());
            }
            checked.add(rule);
        }
        return checked;
    }

    private static boolean isThere(RuleText rule, Map<String, RuleText> there) {
        return there.containsKey(rule.name())
            && RuleCheck.withoutBlanks(there.get(rule.name())).settings().equals(rule.settings());
    }

    private static String shown(String name) {
        return name != null && name.matches("[\\w-]{1,64}") ? name : "without a proper name";
    }

    private static Map<String, RuleText> byName(List<RuleText> rules) {
        Map<String, RuleText> byName = new HashMap<>();
        rules.forEach(rule -> byName.put(rule.name(), rule));
        return byName;
    }
}
