package gateway.core.internal.configuration;

import gateway.core.internal.content.ScanSettings;
import gateway.core.internal.files.ConfigurationFolder;
import gateway.core.internal.files.StoredConfigurations;
import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.policy.ExceptionPolicies;
import gateway.core.internal.policy.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Reads all of the gateway's configurations. What cannot be used is reported, and its last good form is kept; a rule
 * that never had one is left out. One thread.
 */
public final class ConfigurationReader {
    private static final String OURS = Sources.SINGLE.stream().map(pid -> "(service.pid=" + pid + ")").sorted()
        .collect(Collectors.joining("", "(|", "(service.factoryPid=" + RuleSettingsReader.FACTORY + "))"));

    private final ConfigurationAdmin admin;
    private final Optional<ConfigurationFolder> folder;
    private final Supplier<Optional<Set<String>>> readers;
    private final Map<String, Rule> goodRules = new TreeMap<>();
    private IntakeSettings goodIntake;
    private FlowSettings goodFlows;
    private ExceptionPolicies goodExceptions = ExceptionPolicies.PASS_ALL;
    private ScanSettings goodFiles = ScanSettings.DEFAULT;
    private MetricsSettings goodMetrics = MetricsSettings.DEFAULT;

    /** Reads from {@code admin} and from the files that it names. */
    public ConfigurationReader(ConfigurationAdmin admin) {
        this(admin, Optional.empty(), Optional::empty);
    }

    /**
     * Reads from a folder, and from {@code admin} what has no file.
     *
     * @param readers the PIDs that bundles read; empty while not all bundles are there
     */
    public ConfigurationReader(ConfigurationAdmin admin, Optional<ConfigurationFolder> folder,
                               Supplier<Optional<Set<String>>> readers) {
        this.admin = admin;
        this.folder = folder;
        this.readers = readers;
    }

    /**
     * What a reading came to.
     *
     * @param configuration all parts, each in its newest good form
     * @param problems one line each: file, line and reason
     * @param obstacle the first problem that keeps a gateway from starting: of settings of its own
     * @param setAside one line for each rule that waits for a bundle
     * @param notes one line for each thing that is allowed and probably not meant
     * @param metrics who may ask for metrics
     */
    public record Reading(GatewayConfiguration configuration, List<String> problems, Optional<String> obstacle,
                          List<String> setAside, List<String> notes, MetricsSettings metrics) {
    }

    /** Reads everything now. */
    public Reading read() throws IOException {
        Sources sources = Sources.of(folder, StoredConfigurations.find(admin, OURS), readers.get());
        List<String> problems = new ArrayList<>();
        List<String> setAside = new ArrayList<>();
        goodIntake = newest(goodIntake, problems, () -> IntakeSettings.of(sources.single(Sources.INTAKE)));
        goodFlows = newest(goodFlows, problems, () -> FlowSettings.of(sources.single(Sources.FLOWS)));
        goodExceptions = newest(goodExceptions, problems, () -> exceptions(sources.single(Sources.EXCEPTIONS)));
        goodMetrics = newest(goodMetrics, problems, () -> MetricsSettings.of(sources.single(Sources.METRICS)));
        goodFiles = newest(goodFiles, problems, () -> FileSettings.of(sources.single(Sources.FILES)));
        readRules(sources, problems, setAside);
        Optional<String> obstacle = problems.stream().findFirst();
        // The gate for bundles reads them for itself, before there is a gateway; here they are only reported.
        newest(null, problems, () -> BundleSettings.of(sources.single(Sources.BUNDLES)));
        problems.addAll(sources.foreign());
        return new Reading(new GatewayConfiguration(goodIntake, goodFlows, goodExceptions, goodFiles,
            List.copyOf(goodRules.values())), List.copyOf(problems), obstacle, setAside, sameOrder(), goodMetrics);
    }

    /**
     * What is asked of bundles that are added, as it stands now.
     *
     * @throws InvalidSetting if it cannot be used
     */
    public BundleSettings bundles() throws InvalidSetting, IOException {
        return BundleSettings.of(Sources.of(folder, StoredConfigurations.find(admin, OURS), Optional.empty())
            .single(Sources.BUNDLES));
    }

    /** Settings that may not be what they should be. */
    private interface Part<T> {
        T read() throws InvalidSetting;
    }

    /** A part as it is now; where it cannot be used that is reported, and its last good form is answered. */
    private static <T> T newest(T good, List<String> problems, Part<T> part) {
        try {
            return part.read();
        } catch (InvalidSetting invalid) {
            problems.add(invalid.getMessage());
            return good;
        }
    }

    private void readRules(Sources sources, List<String> problems, List<String> setAside) {
        List<String> names = sources.rules();
        goodRules.keySet().retainAll(names);
        for (String name : names) {
            try {
                goodRules.put(name, RuleSettingsReader.read(sources.single(name),
                    folder.map(ConfigurationFolder::directory)));
            } catch (NotYet later) {
                goodRules.remove(name);
                setAside.add(later.getMessage());
            } catch (InvalidSetting invalid) {
                problems.add(invalid.getMessage()
                    + (goodRules.containsKey(name) ? "; the rule's last good form stays" : "; the rule is left out"));
            }
        }
    }

    /** Rules of the same order are asked by their names; that is not what one would count on. */
    private List<String> sameOrder() {
        Map<Integer, List<String>> byOrder = goodRules.values().stream().collect(Collectors.groupingBy(Rule::order,
            TreeMap::new, Collectors.mapping(Rule::name, Collectors.toList())));
        return byOrder.entrySet().stream().filter(same -> same.getValue().size() > 1)
            .map(same -> "rules of the same order " + same.getKey() + " are asked by name: "
                + String.join(", ", same.getValue())).toList();
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
}
