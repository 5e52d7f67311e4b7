package gateway.core.internal.plugin;

import gateway.api.operation.PlugIn.State;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

/**
 * What becomes of each jar in {@code load/}. FileInstall watches the folder and calls when one has come, has changed
 * or is gone, on its thread for this folder; what it does with jars by itself is not asked for: it would replace any
 * bundle that has the name and version of what was dropped, and restart whoever might use it.
 */
final class LoadFolder implements ArtifactInstaller {
    private static final String SUFFIX = ".jar";

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

    LoadFolder(Path folder, BundleContext context, PlugInLedger ledger, Surroundings surroundings) {
        this.folder = folder.toAbsolutePath().normalize();
        this.context = context;
        this.ledger = ledger;
        this.surroundings = surroundings;
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
        ledger.forget(path);
        Optional<Bundle> bundle = Optional.ofNullable(context.getBundle(locationOf(path)));
        files.remove(path);
        bundle.ifPresent(this::remove);
        retryDoubles();
    }

    /** Whether all of these have been looked at; any thread. */
    boolean tookIn(List<Path> jars) {
        return files.keySet().containsAll(jars);
    }

    private void take(Path file) {
        Bundle before = context.getBundle(locationOf(file));
        if (before != null && !files.containsKey(file) && isUnchanged(file, before)) {
            // It was there before this core: after an update of core the others run on.
            files.put(file, Optional.of(before));
            return;
        }
        try (DroppedJar jar = DroppedJar.of(file, surroundings.copies(), surroundings.maxBytes())) {
            refuseDouble(jar, before);
            Bundle bundle = before == null ? install(file, jar) : replace(file, jar, before);
            files.put(file, Optional.of(bundle));
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

    private static boolean isUnchanged(Path file, Bundle bundle) {
        try {
            return Files.getLastModifiedTime(file).toMillis() < bundle.getLastModified();
        } catch (IOException gone) {
            return false;
        }
    }

    private void refuse(Path file, String reason, Bundle before) {
        files.put(file, Optional.ofNullable(before));
        ledger.report(file, State.REFUSED, before == null ? reason
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
