package gateway.core.internal.command;

import gateway.api.locality.AddressList;
import gateway.core.internal.appliance.PlugIns;
import gateway.core.internal.classify.ParserRegistry;
import gateway.core.internal.configuration.ConfigurationReader;
import gateway.core.internal.configuration.RuleTexts;
import gateway.core.internal.content.Scanners;
import gateway.core.internal.files.ConfigurationFolder;
import gateway.core.internal.files.UnfitFiles;
import gateway.core.internal.locality.AnnouncedAddresses;
import gateway.core.internal.locality.LocalizerRegistry;
import gateway.core.internal.pipeline.Findings;
import gateway.core.internal.plugin.ParserGate;
import gateway.core.internal.record.RecordWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Does what {@code gateway.command} says: {@code run} until the framework stops; {@code check} and {@code replay}, and
 * then ends the process with their exit status. Without a command it does nothing, which is what tests want that
 * embed the framework.
 */
@Component(service = ConfigurationListener.class, immediate = true)
public final class LauncherCommand implements ConfigurationListener, FrameworkListener {
    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final Optional<ConfigurationFolder> folder;
    private final ConfigurationReader reader;
    private final PlugIns plugIns;
    private final ParserGate gate;
    private RunCommand running;

    /** Waits for the framework to have started everything. */
    @Activate
    public LauncherCommand(BundleContext context, @Reference ConfigurationAdmin admin,
                           @Reference ParserRegistry parsers, @Reference RecordWriter records,
                           @Reference Scanners scanners, @Reference LocalizerRegistry localizers,
                           @Reference ParserGate gate) {
        this.context = context;
        this.gate = gate;
        this.admin = admin;
        this.folder = folder(property("gateway.conf"));
        this.reader = new ConfigurationReader(admin, folder, this::readPids);
        folder.ifPresent(watched -> UnfitFiles.register(context));
        AnnouncedAddresses announced = new AnnouncedAddresses(AnnouncedAddresses.DEFAULT_CAPACITY,
            AnnouncedAddresses.DEFAULT_LIFETIME_MILLIS, new SecureRandom().nextLong());
        this.plugIns = new PlugIns(parsers, records.queue(), announced, scanners.seat(),
            new Findings(), localizers, Path.of(property("gateway.work")));
        context.registerService(AddressList.class, announced, null);
        if (hasStarted()) {
            begin();
        } else {
            context.addFrameworkListener(this);
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED) {
            context.removeFrameworkListener(this);
            begin();
        }
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        RunCommand run = running();
        if (run != null) {
            run.onConfiguration(event);
        }
    }

    /** The framework stops: the rules go, what waits passes. */
    @Deactivate
    void stop() {
        RunCommand run = running();
        if (run != null) {
            run.close();
        }
    }

    private synchronized RunCommand running() {
        return running;
    }

    private synchronized void begin() {
        String command = property("gateway.command");
        List<String> arguments = property("gateway.arguments").lines().toList();
        switch (command) {
            case "run" -> running = new RunCommand(context, plugIns, changes(),
                new RuleTexts(admin, folder.orElseThrow()), gate::awaitTakenIn);
            case "check" -> end("check", () -> new CheckCommand(reader).run());
            case "replay" -> end("replay", () -> {
                gate.awaitTakenIn();
                return new ReplayCommand(reader, plugIns, property("gateway.directory"), arguments).run();
            });
            default -> { }
        }
    }

    private ConfigurationChanges changes() {
        try {
            return new ConfigurationChanges(reader, folder.orElseThrow(
                () -> new IOException("run: gateway.conf does not say where the configuration is")), admin,
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** While the gateway runs all bundles are there; other commands need not all of them. */
    private Optional<Set<String>> readPids() {
        return property("gateway.command").equals("run") ? new ConfigurationPids(context).read() : Optional.empty();
    }

    /** FileInstall names files without links in their path. */
    private static Optional<ConfigurationFolder> folder(String directory) {
        try {
            return directory.isEmpty() ? Optional.empty()
                : Optional.of(new ConfigurationFolder(Path.of(directory).toRealPath()));
        } catch (IOException gone) {
            return Optional.of(new ConfigurationFolder(Path.of(directory).toAbsolutePath()));
        }
    }

    private boolean hasStarted() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.ACTIVE;
    }

    private String property(String name) {
        String value = context.getProperty(name);
        return value == null ? "" : value;
    }

    /** Ends the process with what a command returns; the framework is stopped by the way. */
    static void end(String name, ExitStatus command) {
        Thread thread = new Thread(() -> {
            int status = 1;
            try {
                status = command.status();
            } catch (RuntimeException | Error unexpected) {
                System.err.println("gateway: " + name + " failed: " + unexpected);
            }
            System.out.flush();
            System.exit(status);
        }, "gateway " + name);
        thread.start();
    }

    /** A command that ends: 0 done, 1 it did not come out, 2 the request was wrong. */
    interface ExitStatus {
        /** Does it. */
        int status();
    }
}
