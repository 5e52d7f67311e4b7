package gateway.core.internal.files;

import gateway.core.internal.files.ConfigurationFolder.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings into {@code conf/} what a console changed in ConfigAdmin. FileInstall could do so too, and would write every
 * file again after each reading, in place: a full disk leaves such a file empty, and an editor that saves twice in a
 * second loses the second version. Here a file is written only where it differs, as a whole, and only if it is still
 * the one with which ConfigAdmin agreed last: a file that changed since is right, and ConfigAdmin follows. Neither may
 * have changed for {@value #SETTLED_MILLIS} ms.
 */
public final class WriteBack {
    /** FileInstall looks twice a second and takes a file in that looks the same twice; that, and some delay. */
    static final int SETTLED_MILLIS = 2000;
    private static final Logger LOG = LoggerFactory.getLogger(WriteBack.class);
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
        for (Configuration configuration : StoredConfigurations.find(admin, null)) {
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
        if (events.isEmpty()) {
            return;
        }
        Map<String, Stamp> stamps = folder.stamps();
        boolean resting = watch.restingMillis() >= SETTLED_MILLIS;
        for (Map.Entry<String, Long> event : events.entrySet()) {
            boolean settled = resting && clock.getAsLong() - event.getValue() >= SETTLED_MILLIS;
            try {
                if (settle(event.getKey(), stamps, settled)) {
                    events.remove(event.getKey(), event.getValue());
                }
            } catch (IOException | RuntimeException failed) {
                events.remove(event.getKey(), event.getValue());
                LOG.error("{} was changed in the console and could not be written to {}: {}", event.getKey(),
                    folder.directory(), failed.getMessage());
            }
        }
    }

    /** Returns whether nothing is left to be done about it. */
    private boolean settle(String pid, Map<String, Stamp> stamps, boolean settled) throws IOException {
        List<Configuration> found = StoredConfigurations.find(admin,
            "(service.pid=" + pid.replaceAll("[()*\\\\]", "\\\\$0") + ")");
        if (found.isEmpty()) {
            if (settled) {
                removeFileOf(pid, stamps);
            }
            return settled;
        }
        Optional<Path> path = pathOf(found.get(0));
        return path.isEmpty() || agree(found.get(0), path.get(), stamps)
            || settled && write(found.get(0), path.get(), stamps);
    }

    /** Remembers that a file says the same as its configuration, if it does. */
    private boolean agree(Configuration configuration, Path path, Map<String, Stamp> stamps) {
        Stamp stamp = stamps.get(path.getFileName().toString());
        Optional<ConfigurationFile> file = stamp == null ? Optional.empty() : ConfigurationFolder.fileAt(path);
        boolean same = file.isPresent() && file.get().problem().isEmpty()
            && SettingText.of(file.get().values()).equals(SettingText.of(configuration.getProperties()));
        if (same) {
            agreed.put(configuration.getPid(), new Known(path, stamp));
        }
        return same;
    }

    private boolean write(Configuration configuration, Path path, Map<String, Stamp> stamps) throws IOException {
        Optional<ConfigurationFile> file = ConfigurationFolder.fileAt(path);
        if (isRight(file, configuration, stamps.get(path.getFileName().toString()))) {
            return true;
        }
        ConfigurationFile layout = file.orElse(new ConfigurationFile(path, Map.of(), List.of(), Optional.empty()));
        WholeFile.write(path, layout.with(SettingText.of(configuration.getProperties())));
        LOG.info("{} was changed in the console and is written", path);
        agree(configuration, path, folder.stamps());
        if (StoredConfigurations.fileOf(configuration).isEmpty() && configuration.getFactoryPid() != null) {
            // FileInstall makes one of its own, which has the file's name.
            configuration.delete();
        }
        return true;
    }

    /**
     * Whether the file is right and ConfigAdmin has yet to follow: it cannot be read, leaves something to be filled
     * in, or is not the one that both agreed on.
     */
    private boolean isRight(Optional<ConfigurationFile> file, Configuration configuration, Stamp stamp) {
        Known known = agreed.get(configuration.getPid());
        if (file.isEmpty()) {
            return known != null && StoredConfigurations.fileOf(configuration).isPresent();
        }
        return file.get().problem().isPresent() || isFilledIn(file.get())
            || known == null || !known.stamp().equals(stamp);
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
        Optional<Path> origin = StoredConfigurations.fileOf(configuration);
        if (origin.isPresent()) {
            return origin.filter(one -> folder.directory().equals(one.getParent()));
        }
        String pid = configuration.getPid();
        String factory = configuration.getFactoryPid();
        String name = factory != null && pid.length() > factory.length() + 1
            ? factory + "-" + pid.substring(factory.length() + 1) : pid;
        return name.startsWith(OURS) && name.matches("[A-Za-z0-9._-]+")
            ? Optional.of(folder.directory().resolve(name + ConfigurationFile.SUFFIX)) : Optional.empty();
    }
}
