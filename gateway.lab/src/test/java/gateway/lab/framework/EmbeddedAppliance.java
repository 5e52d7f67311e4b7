package gateway.lab.framework;

import gateway.lab.appliance.Tree;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.felix.framework.FrameworkFactory;
import org.apache.felix.main.AutoProcessor;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.launch.Framework;

/**
 * The framework of {@code cnf/app/target/appliance}, or one without some of its bundles. It has its own folders
 * {@code conf} and {@code load} in the folder that it was given.
 */
public final class EmbeddedAppliance implements AutoCloseable {
    private static final long START_SECONDS = 60;
    private static final Path APPLIANCE = Tree.root().resolve("cnf/app/target/appliance");

    private final Path folder;
    private final Framework framework;
    private final List<ServiceEvent> serviceEvents = new CopyOnWriteArrayList<>();
    private final List<FrameworkEvent> errors = new CopyOnWriteArrayList<>();

    /** The whole appliance. */
    static EmbeddedAppliance whole(Path folder) throws IOException, BundleException, InterruptedException {
        return new EmbeddedAppliance(folder, name -> true, Map.of());
    }

    /** The appliance with its web server, and without core, in the place of which others can serve. */
    public static EmbeddedAppliance console(Path folder)
        throws IOException, BundleException, InterruptedException {
        return new EmbeddedAppliance(folder, name -> !name.startsWith("gateway.core"),
            Map.of(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "40"));
    }

    /** The whole appliance with its web server, as {@code ./gateway run} starts it. */
    static EmbeddedAppliance withConsole(Path folder) throws IOException, BundleException, InterruptedException {
        return new EmbeddedAppliance(folder, name -> true, Map.of(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "40"));
    }

    /** The appliance without any protocol. */
    static EmbeddedAppliance withoutProtocols(Path folder) throws IOException, BundleException, InterruptedException {
        return new EmbeddedAppliance(folder, name -> !name.startsWith("gateway.protocol."), Map.of());
    }

    private EmbeddedAppliance(Path folder, Predicate<String> wanted, Map<String, String> more)
        throws IOException, BundleException, InterruptedException {
        this.folder = folder;
        Map<String, String> configuration = configuration(wanted);
        configuration.put("felix.fileinstall.dir", Files.createDirectories(conf()).toString());
        configuration.put("gateway.conf", conf().toString());
        configuration.put("gateway.load", Files.createDirectories(load()).toString());
        configuration.put("felix.fileinstall.tmpdir", folder.resolve("files").toString());
        configuration.put("org.osgi.framework.storage", folder.resolve("bundles").toString());
        configuration.put("gateway.work", folder.toString());
        configuration.put("org.osgi.framework.startlevel.beginning", "30");
        configuration.put("gosh.args", "--nointeractive");
        configuration.putAll(more);
        framework = new FrameworkFactory().newFramework(configuration);
        framework.init(this::onError);
        context().addServiceListener((AllServiceListener) serviceEvents::add);
        AutoProcessor.process(configuration, context());
        start();
    }

    /** The jar of a module of this tree, as it was built. */
    static Path jar(String module) {
        return Tree.root().resolve(module + "/target/" + module + "-1.0.0.jar");
    }

    Path conf() {
        return folder.resolve("conf");
    }

    Path load() {
        return folder.resolve("load");
    }

    /** The framework's own. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Every coming, going and change of a service since the first bundle started, in order. */
    List<ServiceEvent> serviceEvents() {
        return serviceEvents;
    }

    /** What the framework complained of. */
    List<FrameworkEvent> errors() {
        return errors;
    }

    /** The bundle of that symbolic name, or null. */
    Bundle bundle(String name) {
        return Arrays.stream(context().getBundles())
            .filter(bundle -> name.equals(bundle.getSymbolicName())).findFirst().orElse(null);
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(START_SECONDS));
    }

    private void start() throws BundleException, InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        context().addFrameworkListener(event -> {
            if (event.getType() == FrameworkEvent.STARTED) {
                started.countDown();
            }
            onError(event);
        });
        framework.start();
        if (!started.await(START_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("not started after " + START_SECONDS + " s");
        }
    }

    private void onError(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR || event.getType() == FrameworkEvent.WARNING) {
            errors.add(event);
        }
    }

    /** felix.properties, without the bundles that are not wanted. */
    private static Map<String, String> configuration(Predicate<String> wanted) throws IOException {
        Properties properties = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(APPLIANCE.resolve("felix.properties"))) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(name -> name,
            name -> name.startsWith("felix.auto.")
                ? bundles(properties.getProperty(name), wanted) : properties.getProperty(name)));
    }

    private static String bundles(String addresses, Predicate<String> wanted) {
        return Arrays.stream(addresses.split(" "))
            .filter(address -> wanted.test(address.substring(address.lastIndexOf('/') + 1)))
            .map(address -> address.replace("${gateway.appliance}", APPLIANCE.toString()))
            .collect(Collectors.joining(" "));
    }
}
