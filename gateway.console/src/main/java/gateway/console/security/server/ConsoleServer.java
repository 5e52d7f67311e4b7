package gateway.console.security.server;

import gateway.console.security.FelixSecurity;
import gateway.console.security.Guard;
import gateway.console.security.login.LoginDesk;
import gateway.console.security.request.HostNames;
import gateway.console.security.user.FirstUser;
import gateway.console.security.user.UserDirectory;
import gateway.console.security.user.UserFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.whiteboard.Preprocessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the console up as {@code gateway.console.cfg} says, and keeps it up: first the guard, then the server. What
 * does not work is said in one line and tried again; nobody waits for it.
 */
@Component(service = {}, immediate = true, configurationPid = ConsoleSettings.PID)
@Designate(ocd = ConsoleDefinition.class)
public final class ConsoleServer {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
    private static final int TEND_SECONDS = 5;
    private static final int STOP_SECONDS = 30;

    private final ScheduledExecutorService control = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "console server");
        thread.setDaemon(true);
        return thread;
    });
    private final BundleContext context;
    private final SecureRandom random = new SecureRandom();
    private final UserFile users;
    private final FelixServer server;
    private final Certificates certificates;
    private final Set<ServiceRegistration<?>> registrations = new HashSet<>();
    private LoginDesk desk;
    private Guard guard;
    private ConsoleSettings wanted;
    private ConsoleSettings running;
    private String certificateState = "";
    private String problem = "";

    /** Called by the framework; returns at once. */
    @Activate
    public ConsoleServer(BundleContext context, @Reference ConfigurationAdmin admin, Map<String, Object> settings) {
        this.context = context;
        Path conf = Path.of(Optional.ofNullable(context.getProperty("gateway.conf")).orElse("conf"));
        Path work = Path.of(Optional.ofNullable(context.getProperty("gateway.work")).orElse("work"));
        users = new UserFile(conf);
        server = new FelixServer(context, admin);
        certificates = new Certificates(conf, work);
        onSettings(settings);
        control.scheduleWithFixedDelay(this::tend, TEND_SECONDS, TEND_SECONDS, TimeUnit.SECONDS);
    }

    /** Called by the framework when {@code gateway.console} changes; returns at once. */
    @Modified
    void onSettings(Map<String, Object> settings) {
        control.execute(() -> {
            try {
                wanted = ConsoleSettings.of(settings);
                problem = "";
            } catch (InvalidSetting invalid) {
                LOG.error("{}; {}", invalid.getMessage(),
                    wanted == null ? "there is no console" : "the console stays as it was");
            }
            tend();
        });
    }

    /** Called by the framework: when this returns, nothing is served. */
    @Deactivate
    void close() {
        control.execute(this::shut);
        control.shutdown();
        try {
            control.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void tend() {
        if (wanted == null) {
            return;
        }
        try {
            if (!wanted.enabled()) {
                shut();
            } else if (!isAsWanted()) {
                open(wanted);
            }
        } catch (IOException | RuntimeException failed) {
            running = null;
            if (!problem.equals(failed.getMessage())) {
                problem = String.valueOf(failed.getMessage());
                LOG.error("no console: {}; tried again every {} s", problem, TEND_SECONDS);
            }
        }
    }

    private boolean isAsWanted() {
        return wanted.equals(running) && server.isUp() && certificateState.equals(certificates.state(wanted));
    }

    private void open(ConsoleSettings settings) throws IOException {
        certificateState = certificates.state(settings);
        Optional<KeyMaterial> https = certificates.get(settings);
        new FirstUser(users, random).makeIfNone();
        guard(settings);
        int port = server.start(settings, https);
        running = settings;
        problem = "";
        String host = settings.address().getHostAddress();
        LOG.info("console: {}://{}:{}/", https.isPresent() ? "https" : "http",
            host.contains(":") ? "[" + host + "]" : host, port);
        https.ifPresent(material -> LOG.info("console's certificate: SHA-256 {}", material.fingerprint()));
    }

    /** The guard stands before the server runs. */
    private void guard(ConsoleSettings settings) throws IOException {
        HostNames names = new HostNames(ConsoleNames.of(settings).names());
        if (guard != null) {
            guard.answerTo(names);
            desk.limit(settings.limits());
            return;
        }
        LongSupplier clock = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        desk = new LoginDesk(new UserDirectory(users, LOG::error), random, clock, settings.limits());
        guard = new Guard(desk, names, clock);
        registrations.add(context.registerService(Preprocessor.class, guard, new Hashtable<>()));
        registrations.add(context.registerService(SecurityProvider.class, new FelixSecurity(desk),
            new Hashtable<>(Map.of(SecurityProvider.PROPERTY_ID, FelixSecurity.ID))));
    }

    private void shut() {
        try {
            if (running != null || server.isUp()) {
                server.stop();
                LOG.info("console closed");
            }
        } catch (IOException | RuntimeException failed) {
            LOG.error("the console does not close: {}", failed.getMessage());
        }
        running = null;
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
        guard = null;
    }
}
