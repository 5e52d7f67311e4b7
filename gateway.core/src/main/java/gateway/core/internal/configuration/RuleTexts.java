package gateway.core.internal.configuration;

import gateway.api.operation.RuleText;
import gateway.core.internal.files.ConfigurationFile;
import gateway.core.internal.files.ConfigurationFolder;
import gateway.core.internal.files.SettingText;
import gateway.core.internal.files.StoredConfigurations;
import gateway.core.internal.policy.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The rules as they stand in {@code conf/}, for people to look at and to change. Any thread; keeps nothing. */
public final class RuleTexts {
    private static final String OURS = "(service.factoryPid=" + RuleSettingsReader.FACTORY + ")";

    private final ConfigurationAdmin admin;
    private final ConfigurationFolder folder;

    /** Of a folder, and of {@code admin} what has no file. */
    public RuleTexts(ConfigurationAdmin admin, ConfigurationFolder folder) {
        this.admin = admin;
        this.folder = folder;
    }

    /** All rules in the order in which they are asked; {@code inForce} are the names of those that decide now. */
    public List<RuleText> read(Set<String> inForce) throws IOException {
        Sources sources = Sources.of(Optional.of(folder), StoredConfigurations.find(admin, OURS), Optional.empty());
        List<RuleText> rules = new ArrayList<>();
        for (String pid : sources.rules()) {
            rules.add(text(sources, pid, inForce));
        }
        rules.sort(Comparator.comparingInt(RuleTexts::order).thenComparing(RuleText::name));
        return rules;
    }

    /**
     * The rule that a text means.
     *
     * @throws InvalidSetting whose {@link InvalidSetting#sentence} says what is wrong
     */
    public Rule rule(RuleText text) throws InvalidSetting {
        return RuleSettingsReader.read(new Settings(Sources.RULE + text.name(), new Hashtable<>(text.settings())),
            Optional.of(folder.directory()));
    }

    /** Where the rule of this name has its file. */
    public Path path(String name) {
        return folder.directory().resolve(Sources.RULE + name + ".cfg");
    }

    /** The folder that holds the files. */
    public Path directory() {
        return folder.directory();
    }

    /** Forgets a rule that a console made and that has no file; without effect where there is none. */
    public void forget(String name) throws IOException {
        for (Configuration configuration : StoredConfigurations.find(admin, OURS)) {
            if (StoredConfigurations.fileOf(configuration).isEmpty()
                && RuleSettingsReader.name(configuration.getPid()).equals(name)) {
                configuration.delete();
            }
        }
    }

    private RuleText text(Sources sources, String pid, Set<String> inForce) {
        String name = RuleSettingsReader.name(pid);
        Map<String, String> settings = Map.of();
        String problem = "";
        try {
            Settings found = sources.single(pid);
            settings = found.texts();
            RuleSettingsReader.read(found, Optional.of(folder.directory()));
        } catch (InvalidSetting invalid) {
            problem = invalid.getMessage();
        }
        return new RuleText(name, settings, problem, inForce.contains(name));
    }

    private static int order(RuleText rule) {
        try {
            return Integer.parseInt(rule.settings().getOrDefault("order", ""));
        } catch (NumberFormatException saidAsItsProblem) {
            return RuleSettingsReader.DEFAULT_ORDER;
        }
    }

    /** Settings as text, in the order of their lines. */
    static Map<String, String> inOrder(Map<String, Object> values, Optional<ConfigurationFile> file) {
        Map<String, String> texts = new LinkedHashMap<>();
        SettingText.of(values).entrySet().stream()
            .sorted(Comparator.comparingInt(each -> file.map(from -> from.lineOf(each.getKey())).orElse(0)))
            .forEach(each -> texts.put(each.getKey(), each.getValue().toString()));
        return texts;
    }
}
