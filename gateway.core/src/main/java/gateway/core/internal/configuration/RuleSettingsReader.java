package gateway.core.internal.configuration;

import gateway.api.policy.Action;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.policy.KeywordCondition;
import gateway.core.internal.policy.Rule;
import gateway.core.internal.policy.TextKind;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a rule from {@code gateway.policy-NAME.cfg}. */
final class RuleSettingsReader {
    static final String FACTORY = "gateway.policy";
    /** Of a rule that names none. */
    static final int DEFAULT_ORDER = 100;
    /** How long the kernel keeps a refused pair out where a rule does not say: the default of the paper's cache. */
    static final int DEFAULT_CACHE_SECONDS = 600;
    private static final int MAX_CACHE_SECONDS = 2_000_000;
    private static final Set<String> OWN_KEYS = Set.of("order", "application", "client", "peer", "initiator", "time",
        "fileName", "action", "cacheSeconds");
    static final Set<String> KEYS =
        Stream.of(OWN_KEYS, KeywordSettings.KEYS, LocalizingSettings.KEYS, DelaySettings.KEYS).flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());
    /** Actions that nobody does yet. */
    private static final Set<String> LATER = Set.of("limit");

    private RuleSettingsReader() {
    }

    /** @param directory where files of keywords are that a rule without a file may name */
    static Rule read(Settings settings, Optional<Path> directory) throws InvalidSetting {
        settings.only(KEYS);
        Action action = action(settings);
        KeywordCondition keywords = new KeywordSettings(settings, settings.directory().or(() -> directory))
            .read(action);
        List<String> fileNames = settings.list("fileName");
        boolean asked = !fileNames.isEmpty() || keywords != null && !keywords.in().equals(Set.of(TextKind.CHAT));
        // What was asked for on one connection says nothing about the next one to the same server, nor does one
        // infected file.
        int cache = asked || action == Action.SCAN ? 0 : DEFAULT_CACHE_SECONDS;
        try {
            Rule rule = Rule.of(name(settings.pid()), settings.number("order", DEFAULT_ORDER, 0, 1_000_000),
                applications(settings), prefixes(settings, "client"), prefixes(settings, "peer"),
                settings.choice("initiator", Rule.Initiator.ANY, Rule.Initiator.class),
                settings.list("time"), fileNames, action,
                settings.number("cacheSeconds", cache, 0, MAX_CACHE_SECONDS));
            return rule.withKeywords(keywords).withLocalizing(LocalizingSettings.read(settings, action))
                .withDelaying(DelaySettings.read(settings, action));
        } catch (IllegalArgumentException timeIsWrong) {
            throw new InvalidSetting(settings, "time", "is wrong: " + timeIsWrong.getMessage());
        }
    }

    /** Networks by prefix; a rule knows no interfaces. */
    private static InsideNetworks prefixes(Settings settings, String key) throws InvalidSetting {
        try {
            return InsideNetworks.parse(String.join(",", settings.list(key)), interfaceName -> List.of());
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSetting(settings, key, "is wrong: " + wrong.getMessage());
        }
    }

    /** {@code gateway.policy-NAME} or, by its specification, {@code gateway.policy~NAME}. */
    static String name(String pid) {
        return pid.startsWith(FACTORY) && pid.length() > FACTORY.length() + 1
            ? pid.substring(FACTORY.length() + 1) : pid;
    }

    private static Action action(Settings settings) throws InvalidSetting {
        String text = settings.text("action", "").toLowerCase(Locale.ROOT);
        if (LATER.contains(text)) {
            throw new NotYet(settings, text);
        }
        return settings.choice("action", null, Action.class);
    }

    private static Set<String> applications(Settings settings) throws InvalidSetting {
        Set<String> applications = new LinkedHashSet<>();
        for (String name : settings.list("application")) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.matches("[a-z0-9]+")) {
                throw new InvalidSetting(settings, "application", "is made of a to z and 0 to 9, not \"" + name + '"');
            }
            applications.add(lower);
        }
        return applications;
    }
}
