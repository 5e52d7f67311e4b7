package gateway.core.internal.plugin;

import gateway.api.operation.PlugIn.State;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of each jar in {@code load/}. FileInstall watches the folder and calls when one has come, has changed
 * or is gone, on its thread for this folder; what it does with jars by itself is not asked for: it would replace any
 * bundle that has the name and version of what was dropped, and restart whoever might use it.
 */
final class LoadFolder implements ArtifactInstaller {
    private static final Logger LOG = LoggerFactory.getLogger(LoadFolder.class);
    private static final String SUFFIX = ".jar";
    private static final String FILE_NAME = "[A-Za-z0-9_][A-Za-z0-9._-]{0,200}";
    /** By how much a copy is made to look older than its bundle, so that the next core knows it again. */
    private static final int OLDER_MILLIS = 1000;

    /** What the folder is told of and asks for. */
    interface Surroundings {
        /** The bound of a jar, in bytes. */
        long maxBytes();

        /** Where copies are kept while a jar is looked at. */
        Path copies();

        /** A bundle has been put in and wants to be started. */
        void start(Bundle bundle);

        /** A bundle was taken out or replaced: its wires are cut when this returns. */
        void refresh(Bundle bundle);
    }

    private final Path folder;
    private final BundleContext context;
    private final PlugInLedger ledger;
    private final Surroundings surroundings;
    /** The bundle of each file that became one; the others wait for a change. */
    private final Map<Path, Optional<Bundle>> files = new ConcurrentHashMap<>();
    /** What lies here because a console brought it, by the time that its file was given. */
    private final Map<Path, FileTime> copies = new HashMap<>();
    /** When each bundle had the content that its file has; what changes it later is a console. */
    private final Map<Bundle, Long> settled = new HashMap<>();

    LoadFolder(Path folder, BundleContext context, PlugInLedger ledger, Surroundings surroundings) {
        this.folder = folder.toAbsolutePath().normalize();
        this.context = context;
        this.ledger = ledger;
        this.surroundings = surroundings;
    }

    /** Where it is. */
    Path folder() {
        return folder;
    }

    @Override
    public boolean canHandle(File file) {
        return file.getName().endsWith(SUFFIX) && isIn(file.toPath());
    }

    private boolean isIn(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        try {
            return folder.equals(parent) || Files.isSameFile(folder, parent);
        } catch (IOException notThere) {
            return false;
        }
    }

    @Override
    public synchronized void install(File file) {
        take(file.toPath());
    }

    @Override
    public synchronized void update(File file) {
        take(file.toPath());
    }

    @Override
    public synchronized void uninstall(File file) {
        Path path = file.toPath();
        if (Files.exists(path)) {
            // It was gone for a moment: a console took a bundle away and brought it anew. FileInstall will find it.
            return;
        }
        ledger.forget(path);
        Optional<Bundle> bundle = bundleOf(path);
        files.remove(path);
        copies.remove(path);
        bundle.ifPresent(this::remove);
        retryDoubles();
    }

    /**
     * Whoever installed or updated a bundle without this folder wants it at the next start too, which begins with an
     * empty cache: the folder gets a copy.
     *
     * @param modified when the bundle had the content of which this is a copy, in milliseconds since 1970
     */
    synchronized void keep(Bundle bundle, long modified, Path copy) throws IOException {
        Path file = files.entrySet().stream().filter(entry -> entry.getValue().equals(Optional.of(bundle)))
            .map(Map.Entry::getKey).findFirst().orElseGet(() -> keptAs(bundle));
        FileTime time = FileTime.fromMillis(modified - OLDER_MILLIS);
        Files.setLastModifiedTime(copy, time);
        files.put(file, Optional.of(bundle));
        copies.put(file, time);
        settled.put(bundle, modified);
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        LOG.info("{} {} was brought by a console and is kept as {}", bundle.getSymbolicName(), bundle.getVersion(),
            file);
    }

    /** Whether a bundle's content came from elsewhere, and its name can be a file's. */
    synchronized boolean lacks(Bundle bundle) {
        return bundle.getState() != Bundle.UNINSTALLED && bundle.getSymbolicName() != null
            && bundle.getSymbolicName().matches(FILE_NAME)
            && !Long.valueOf(bundle.getLastModified()).equals(settled.get(bundle));
    }

    /** A bundle was uninstalled: one that a console removed must not be back at the next start. */
    synchronized void drop(Bundle bundle) {
        settled.remove(bundle);
        files.entrySet().stream().filter(entry -> entry.getValue().equals(Optional.of(bundle)))
            .map(Map.Entry::getKey).findFirst().ifPresent(file -> {
                files.remove(file);
                copies.remove(file);
                try {
                    if (Files.deleteIfExists(file)) {
                        LOG.info("{} was removed by a console; {} is deleted", bundle.getSymbolicName(), file);
                    }
                } catch (IOException failed) {
                    LOG.error("{} was removed by a console and will be back at the next start: {} cannot be "
                        + "deleted: {}", bundle.getSymbolicName(), file, Printable.of(failed));
                }
            });
    }

    /** Whether all of these have been looked at; any thread. */
    boolean tookIn(List<Path> jars) {
        return files.keySet().containsAll(jars);
    }

    private void take(Path file) {
        Bundle before = bundleOf(file).orElse(null);
        if (before != null && isOurCopy(file)) {
            return;
        }
        if (before != null && !files.containsKey(file) && isUnchanged(file, before)) {
            // It was there before this core: after an update of core the others run on.
            settle(file, before);
            return;
        }
        try (DroppedJar jar = DroppedJar.of(file, surroundings.copies(), surroundings.maxBytes())) {
            refuseDouble(jar, before);
            Bundle bundle = before == null ? install(file, jar) : replace(file, jar, before);
            settle(file, bundle);
            ledger.forget(file);
            surroundings.start(bundle);
        } catch (RefusedJar refused) {
            refuse(file, refused.getMessage(), before);
        } catch (IOException unreadable) {
            refuse(file, "it cannot be read: " + Printable.of(unreadable), before);
        } catch (BundleException | RuntimeException impossible) {
            refuse(file, "it cannot be installed: " + Printable.of(impossible), before);
        }
    }

    private void settle(Path file, Bundle bundle) {
        files.put(file, Optional.of(bundle));
        settled.put(bundle, bundle.getLastModified());
    }

    /** The bundle of a file: one that was installed from it, or one of which it is a copy. */
    private Optional<Bundle> bundleOf(Path file) {
        return files.getOrDefault(file, Optional.empty())
            .or(() -> Optional.ofNullable(context.getBundle(locationOf(file))))
            .or(() -> Arrays.stream(context.getBundles())
                .filter(bundle -> !bundle.getLocation().startsWith("file:") && keptAs(bundle).equals(file))
                .findFirst())
            .filter(bundle -> bundle.getState() != Bundle.UNINSTALLED);
    }

    private Path keptAs(Bundle bundle) {
        return folder.resolve(bundle.getSymbolicName() + "-" + bundle.getVersion() + SUFFIX);
    }

    /** Nobody has dropped it: that the bundle may have changed again since it was copied does not matter. */
    private boolean isOurCopy(Path file) {
        try {
            return Files.getLastModifiedTime(file).equals(copies.get(file));
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean isUnchanged(Path file, Bundle bundle) {
        try {
            return Files.getLastModifiedTime(file).toMillis() < bundle.getLastModified();
        } catch (IOException gone) {
            return false;
        }
    }

    private void refuse(Path file, String reason, Bundle before) {
        boolean stays = before != null && before.getState() != Bundle.UNINSTALLED;
        files.put(file, stays ? Optional.of(before) : Optional.empty());
        ledger.report(file, State.REFUSED, !stays ? reason
            : reason + "; " + Printable.of(before.getSymbolicName()) + " " + before.getVersion()
                + " from before stays");
    }

    private void refuseDouble(DroppedJar jar, Bundle before) throws RefusedJar {
        Optional<Bundle> there = Arrays.stream(context.getBundles()).filter(bundle -> bundle != before
            && jar.name().equals(bundle.getSymbolicName()) && jar.version().equals(bundle.getVersion())).findFirst();
        if (there.isPresent()) {
            throw new RefusedJar(Printable.of(jar.name()) + " " + jar.version() + " is there already, from "
                + Printable.of(there.get().getLocation()));
        }
    }

    private Bundle install(Path file, DroppedJar jar) throws IOException, BundleException {
        try (InputStream in = jar.open()) {
            return context.installBundle(locationOf(file), in);
        }
    }

    private Bundle replace(Path file, DroppedJar jar, Bundle before) throws IOException, BundleException {
        if (!jar.name().equals(before.getSymbolicName())) {
            remove(before);
            return install(file, jar);
        }
        try (InputStream in = jar.open()) {
            Patience.run("update of " + Printable.of(jar.name()), () -> {
                before.stop(Bundle.STOP_TRANSIENT);
                before.update(in);
            });
        } catch (ExecutionException failed) {
            throw new BundleException(Printable.of(failed.getCause()), failed.getCause());
        } catch (TimeoutException stuck) {
            throw new BundleException("what is there has not stopped for " + Patience.SECONDS + " s");
        }
        surroundings.refresh(before);
        return before;
    }

    private void remove(Bundle bundle) {
        try {
            Patience.run("removal of " + Printable.of(bundle.getSymbolicName()), bundle::uninstall);
            surroundings.refresh(bundle);
        } catch (ExecutionException failed) {
            ledger.report(bundle, State.REFUSED, "it cannot be removed: " + Printable.of(failed.getCause()));
        } catch (TimeoutException stuck) {
            ledger.report(bundle, State.REFUSED, "it is not removed: it has not stopped for " + Patience.SECONDS
                + " s; it is gone when the gateway is started again");
        }
    }

    /** Of two files with the same bundle one went: the other has its turn. */
    private void retryDoubles() {
        List.copyOf(files.entrySet()).stream().filter(entry -> entry.getValue().isEmpty())
            .map(Map.Entry::getKey).filter(Files::isRegularFile).forEach(this::take);
    }

    private static String locationOf(Path file) {
        return file.toUri().normalize().toString();
    }
}
