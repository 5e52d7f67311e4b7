package gateway.core.internal.command;

import gateway.api.locality.AddressList;
import gateway.core.internal.appliance.PlugIns;
import gateway.core.internal.classify.ParserRegistry;
import gateway.core.internal.configuration.ConfigurationReader;
import gateway.core.internal.locality.AnnouncedAddresses;
import gateway.core.internal.record.RecordWriter;
import java.security.SecureRandom;
import java.util.List;
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
    private final ConfigurationReader reader;
    private final PlugIns plugIns;
    private RunCommand running;

    /** Waits for the framework to have started everything. */
    @Activate
    public LauncherCommand(BundleContext context, @Reference ConfigurationAdmin admin,
                           @Reference ParserRegistry parsers, @Reference RecordWriter records) {
        this.context = context;
        this.reader = new ConfigurationReader(admin);
        AnnouncedAddresses announced = new AnnouncedAddresses(AnnouncedAddresses.DEFAULT_CAPACITY,
            AnnouncedAddresses.DEFAULT_LIFETIME_MILLIS, new SecureRandom().nextLong());
        this.plugIns = new PlugIns(parsers, records.queue(), announced);
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
        String pid = event.getFactoryPid() == null ? event.getPid() : event.getFactoryPid();
        RunCommand run = running();
        if (run != null && pid.startsWith("gateway.")) {
            run.onConfiguration();
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
            case "run" -> running = new RunCommand(context, reader, plugIns);
            case "check" -> end("check", () -> new CheckCommand(reader).run());
            case "replay" -> end("replay", () -> new ReplayCommand(reader, plugIns, property("gateway.directory"),
                arguments).run());
            default -> { }
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
