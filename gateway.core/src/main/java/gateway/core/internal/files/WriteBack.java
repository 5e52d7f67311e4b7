package gateway.core.internal.files;

import gateway.core.internal.files.ConfigurationFolder.Stamp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings into {@code conf/} what a console changed in ConfigAdmin. FileInstall could do so too, and would write every
 * file again after each reading, in place: a full disk leaves such a file empty, and an editor that saves twice in a
 * second loses the second version. Here a file is written only where it differs, as a whole, and only when neither it
 * nor its configuration has changed for {@value #SETTLED_MILLIS} ms; until then a changed file is in the right.
 */
public final class WriteBack {
    /** FileInstall looks twice a second and takes a file in that looks the same twice; that, and some delay. */
    static final int SETTLED_MILLIS = 2000;
    private static final Logger LOG = LoggerFactory.getLogger(WriteBack.class);
    private static final String FILE = "felix.fileinstall.filename";
    private static final String OURS = "gateway.";

    private final ConfigurationFolder folder;
    private final ConfigurationAdmin admin;
    private final ConfigurationWatch watch;
    private final LongSupplier clock;
    private final Map<String, Long> events = new ConcurrentHashMap<>();
    /** Where a configuration's file was, and how it looked when both said the same. */
    private final Map<String, Known> agreed = new HashMap<>();

    private record Known(Path path, Stamp stamp) {
    }

    /** @param clock milliseconds, never going back */
    public WriteBack(ConfigurationFolder folder, ConfigurationAdmin admin, ConfigurationWatch watch,
                     LongSupplier clock) throws IOException {
        this.folder = folder;
        this.admin = admin;
        this.watch = watch;
        this.clock = clock;
        for (Configuration configuration : list(null)) {
            pathOf(configuration).ifPresent(path -> events.put(configuration.getPid(), clock.getAsLong()));
        }
    }

    /** ConfigAdmin says that something changed; any thread. */
    public void onEvent(ConfigurationEvent event) {
        if (event.getType() == ConfigurationEvent.CM_UPDATED || event.getType() == ConfigurationEvent.CM_DELETED) {
            events.put(event.getPid(), clock.getAsLong());
        }
    }

    /** Writes what has to be written; control thread, now and then. */
    public void writeWhatSettled() throws IOException {
        if (events.isEmpty() || watch.restingMillis() < SETTLED_MILLIS) {
            return;
        }
        Map<String, Stamp> stamps = folder.stamps();
        for (Map.Entry<String, Long> event : events.entrySet()) {
            if (clock.getAsLong() - event.getValue() >= SETTLED_MILLIS
                && events.remove(event.getKey(), event.getValue())) {
                settle(event.getKey(), stamps);
            }
        }
    }

    private void settle(String pid, Map<String, Stamp> stamps) {
        try {
            List<Configuration> found = list("(service.pid=" + pid.replaceAll("[()*\\\\]", "\\\\$0") + ")");
            if (found.isEmpty()) {
                removeFileOf(pid, stamps);
            } else {
                Optional<Path> path = pathOf(found.get(0));
                if (path.isPresent()) {
                    write(found.get(0), path.get());
                }
            }
        } catch (IOException | RuntimeException failed) {
            LOG.error("{} was changed in the console and could not be written to {}: {}", pid, folder.directory(),
                failed.getMessage());
        }
    }

    private void write(Configuration configuration, Path path) throws IOException {
        Map<String, Object> wanted = SettingText.of(configuration.getProperties());
        Optional<ConfigurationFile> file = ConfigurationFolder.fileAt(path);
        if (file.isPresent() && (file.get().problem().isPresent() || isFilledIn(file.get()))) {
            return;
        }
        if (file.isEmpty() || !SettingText.of(file.get().values()).equals(wanted)) {
            ConfigurationFile layout = file.orElse(new ConfigurationFile(path, Map.of(), List.of(), Optional.empty()));
            WholeFile.write(path, layout.with(wanted));
            LOG.info("{} was changed in the console and is written", path);
        }
        Stamp stamp = folder.stamps().get(path.getFileName().toString());
        if (stamp != null) {
            agreed.put(configuration.getPid(), new Known(path, stamp));
        }
        Object origin = configuration.getProperties().get(FILE);
        if (origin == null && configuration.getFactoryPid() != null) {
            // FileInstall makes one of its own, which has the file's name.
            configuration.delete();
        }
    }

    /** Only where nobody has touched the file since both said the same: else it is a new file, and is taken in. */
    private void removeFileOf(String pid, Map<String, Stamp> stamps) throws IOException {
        Known known = agreed.remove(pid);
        if (known != null && known.stamp().equals(stamps.get(known.path().getFileName().toString()))) {
            Files.deleteIfExists(known.path());
            LOG.info("{} was deleted in the console and is gone", known.path());
        }
    }

    /** What a file leaves to be filled in by FileInstall is different in ConfigAdmin for a reason. */
    private static boolean isFilledIn(ConfigurationFile file) {
        return file.lines().stream().anyMatch(line -> line.contains("${"));
    }

    /** The file of a configuration, or where it should be if it is ours and has none. */
    private Optional<Path> pathOf(Configuration configuration) {
        Object origin = configuration.getProperties() == null ? null : configuration.getProperties().get(FILE);
        if (origin != null) {
            Path path = origin.toString().startsWith("file:") ? Path.of(URI.create(origin.toString()))
                : Path.of(origin.toString());
            return Optional.of(path).filter(one -> folder.directory().equals(one.getParent()));
        }
        String pid = configuration.getPid();
        String factory = configuration.getFactoryPid();
        String name = factory != null && pid.length() > factory.length() + 1
            ? factory + "-" + pid.substring(factory.length() + 1) : pid;
        return name.startsWith(OURS) && name.matches("[A-Za-z0-9._-]+")
            ? Optional.of(folder.directory().resolve(name + ConfigurationFile.SUFFIX)) : Optional.empty();
    }

    private List<Configuration> list(String filter) throws IOException {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            return found == null ? List.of() : new ArrayList<>(List.of(found));
        } catch (InvalidSyntaxException ourOwnFilter) {
            throw new IllegalStateException(ourOwnFilter);
        }
    }
}
