package gateway.core.internal.configuration;

import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.policy.ExceptionPolicies;
import gateway.core.internal.policy.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Reads all of the gateway's configurations. What cannot be used is reported, and its last good form is kept; a rule
 * that never had one is left out. One thread.
 */
public final class ConfigurationReader {
    private static final String OURS = "(|(service.pid=gateway.intake)(service.pid=gateway.flows)"
        + "(service.pid=gateway.exceptions)(service.factoryPid=" + RuleSettingsReader.FACTORY + "))";

    private final ConfigurationAdmin admin;
    private final Map<String, Rule> goodRules = new TreeMap<>();
    private IntakeSettings goodIntake;
    private FlowSettings goodFlows;
    private ExceptionPolicies goodExceptions = ExceptionPolicies.PASS_ALL;

    /** Reads from {@code admin}. */
    public ConfigurationReader(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /**
     * What a reading came to.
     *
     * @param configuration all parts, each in its newest good form
     * @param problems one line each: file, line and reason
     * @param setAside one line for each rule that waits for a bundle
     */
    public record Reading(GatewayConfiguration configuration, List<String> problems, List<String> setAside) {
    }

    /** Reads everything now. */
    public Reading read() throws IOException {
        List<String> problems = new ArrayList<>();
        List<String> setAside = new ArrayList<>();
        Map<String, Settings> found = new TreeMap<>();
        for (Configuration configuration : configurations()) {
            found.put(configuration.getPid(), new Settings(configuration.getPid(), configuration.getProperties()));
        }
        try {
            goodIntake = IntakeSettings.of(settings(found, "gateway.intake"));
        } catch (InvalidSetting invalid) {
            problems.add(invalid.getMessage());
        }
        try {
            goodFlows = FlowSettings.of(settings(found, "gateway.flows"));
        } catch (InvalidSetting invalid) {
            problems.add(invalid.getMessage());
        }
        try {
            goodExceptions = exceptions(settings(found, "gateway.exceptions"));
        } catch (InvalidSetting invalid) {
            problems.add(invalid.getMessage());
        }
        readRules(found, problems, setAside);
        return new Reading(new GatewayConfiguration(goodIntake, goodFlows, goodExceptions,
            List.copyOf(goodRules.values())), problems, setAside);
    }

    private void readRules(Map<String, Settings> found, List<String> problems, List<String> setAside) {
        goodRules.keySet().retainAll(found.keySet());
        found.forEach((pid, settings) -> {
            if (!pid.startsWith(RuleSettingsReader.FACTORY)) {
                return;
            }
            try {
                goodRules.put(pid, RuleSettingsReader.read(settings));
            } catch (NeedsBundle later) {
                goodRules.remove(pid);
                setAside.add(later.getMessage());
            } catch (InvalidSetting invalid) {
                problems.add(invalid.getMessage()
                    + (goodRules.containsKey(pid) ? "; the rule's last good form stays" : "; the rule is left out"));
            }
        });
    }

    private static ExceptionPolicies exceptions(Settings settings) throws InvalidSetting {
        settings.only(Arrays.stream(ExceptionCase.values()).map(ExceptionCase::key).collect(Collectors.toSet()));
        Set<ExceptionCase> blocked = EnumSet.noneOf(ExceptionCase.class);
        for (ExceptionCase which : ExceptionCase.values()) {
            if (settings.choice(which.key(), Outcome.PASS, Outcome.class) == Outcome.BLOCK) {
                blocked.add(which);
            }
        }
        return new ExceptionPolicies(blocked);
    }

    private enum Outcome { PASS, BLOCK }

    private static Settings settings(Map<String, Settings> found, String pid) {
        return found.getOrDefault(pid, new Settings(pid, null));
    }

    private List<Configuration> configurations() throws IOException {
        try {
            Configuration[] all = admin.listConfigurations(OURS);
            return all == null ? List.of() : List.of(all);
        } catch (InvalidSyntaxException ourOwnFilter) {
            throw new IllegalStateException(ourOwnFilter);
        }
    }
}
