package gateway.core.internal.configuration;

import gateway.core.internal.files.ConfigurationFile;
import gateway.core.internal.files.ConfigurationFolder;
import gateway.core.internal.files.NearestName;
import gateway.core.internal.files.StoredConfigurations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.service.cm.Configuration;

/**
 * The gateway's settings of one moment, by the names that their files have or would have. A file counts for more than
 * what ConfigAdmin holds of it: FileInstall brings changed files there one after the other, and in its own time.
 */
final class Sources {
    static final String INTAKE = "gateway.intake";
    static final String FLOWS = "gateway.flows";
    static final String EXCEPTIONS = "gateway.exceptions";
    static final String BUNDLES = BundleSettings.PID;
    static final String METRICS = "gateway.metrics";
    static final String FILES = "gateway.files";
    static final String RULE = RuleSettingsReader.FACTORY + "-";
    /** Each has one configuration; rules have any number. */
    static final Set<String> SINGLE = Set.of(INTAKE, FLOWS, EXCEPTIONS, BUNDLES, METRICS, FILES);
    private static final String OURS = "gateway.";
    private static final String RULE_NAME = "[A-Za-z0-9_-]{1,64}";

    private final Map<String, Settings> settings = new TreeMap<>();
    private final Map<String, String> unfit = new TreeMap<>();
    private final List<String> foreign = new ArrayList<>();

    /**
     * Puts together what there is.
     *
     * @param folder where files lie; empty where only ConfigAdmin says which there are
     * @param readers the PIDs that bundles read, if all bundles are there to be asked
     */
    static Sources of(Optional<ConfigurationFolder> folder, Collection<Configuration> configurations,
                      Optional<Set<String>> readers) throws IOException {
        Sources sources = new Sources();
        Map<String, ConfigurationFile> files = folder.isPresent() ? folder.get().read() : new TreeMap<>();
        for (ConfigurationFile file : files.values()) {
            sources.add(file, readers);
        }
        for (Configuration configuration : configurations) {
            sources.add(configuration, folder);
        }
        return sources;
    }

    /** The settings of a PID, empty ones where nobody wrote any. */
    Settings single(String pid) throws InvalidSetting {
        if (unfit.containsKey(pid)) {
            throw new InvalidSetting(unfit.get(pid));
        }
        return settings.getOrDefault(pid, new Settings(pid, null));
    }

    /** The names of all rules, also of those whose file is unfit. */
    List<String> rules() {
        Set<String> names = new java.util.TreeSet<>(settings.keySet());
        names.addAll(unfit.keySet());
        return names.stream().filter(name -> name.startsWith(RULE)).toList();
    }

    /** One line for each file that nobody reads, or that other bundles will not be able to read. */
    List<String> foreign() {
        return foreign;
    }

    private void add(ConfigurationFile file, Optional<Set<String>> readers) {
        String pid = file.pid();
        if (SINGLE.contains(pid) || pid.startsWith(RULE) && pid.substring(RULE.length()).matches(RULE_NAME)) {
            file.problem().ifPresentOrElse(why -> unfit.put(pid, why), () -> settings.put(pid, new Settings(file)));
        } else {
            file.problem().or(() -> nobodyReads(file, readers)).ifPresent(foreign::add);
        }
    }

    /** What ConfigAdmin holds of a file is not asked: the file is. What a console made without one is. */
    private void add(Configuration configuration, Optional<ConfigurationFolder> folder) throws IOException {
        String name = configuration.getPid().replaceFirst("^" + RuleSettingsReader.FACTORY + "[~.]", RULE);
        Optional<Path> path = StoredConfigurations.fileOf(configuration);
        if (path.isEmpty()) {
            settings.putIfAbsent(name, new Settings(name, configuration.getProperties()));
        } else if (folder.isEmpty()) {
            ConfigurationFolder.fileAt(path.get()).ifPresent(file -> file.problem().ifPresentOrElse(
                why -> unfit.put(name, why), () -> settings.put(name, new Settings(file))));
        }
    }

    private static Optional<String> nobodyReads(ConfigurationFile file, Optional<Set<String>> readers) {
        String pid = file.readerPid();
        if (pid.equals(RuleSettingsReader.FACTORY)) {
            return Optional.of(file.path() + ": nobody reads this; a rule's file is called " + RULE
                + "NAME.cfg, with a name of at most 64 letters, digits, hyphens and underscores");
        }
        Optional<String> meant = nearest(pid);
        boolean read = readers.isPresent() ? readers.get().contains(pid) : !SINGLE.contains(pid) && meant.isEmpty();
        return read ? Optional.empty() : Optional.of(file.path() + ": nobody reads this"
            + meant.map(name -> "; is " + name + file.pid().substring(pid.length()) + ".cfg meant?").orElse(""));
    }

    /** Names of ours begin alike; what tells them apart is the rest. */
    private static Optional<String> nearest(String pid) {
        List<String> ours = new ArrayList<>(SINGLE);
        ours.add(RuleSettingsReader.FACTORY);
        int common = pid.startsWith(OURS) ? OURS.length() : 0;
        return NearestName.of(pid.substring(common), ours.stream().map(name -> name.substring(common)).toList())
            .map(rest -> pid.substring(0, common) + rest).filter(name -> !name.equals(pid));
    }
}
