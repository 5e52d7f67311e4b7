package gateway.lab.console;

import gateway.lab.browser.Browser;
import gateway.lab.framework.EmbeddedAppliance;
import gateway.lab.network.FreePort;
import gateway.lab.process.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.function.UnaryOperator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The appliance's console in front of a gateway that pretends. */
final class ConsoleRig implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final EmbeddedAppliance appliance;
    private final int port;
    private final UnaryOperator<String> director;

    private ConsoleRig(EmbeddedAppliance appliance, int port, UnaryOperator<String> director) {
        this.appliance = appliance;
        this.port = port;
        this.director = director;
    }

    /** Starts it in a folder of its own. */
    static ConsoleRig start(Path folder) throws Exception {
        int port = FreePort.find();
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(conf.resolve("gateway.console.cfg"), "port = " + port + "\n");
        TestUsers.write(conf);
        EmbeddedAppliance appliance = EmbeddedAppliance.console(folder);
        BundleContext context = appliance.context();
        context.installBundle(FakeBundle.write(folder.resolve("fake.jar")).toUri().toString()).start();
        Await.until(START, "the console's port", () -> listens(port));
        return new ConsoleRig(appliance, port, director(context));
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** {@link UnaryOperator} is Java's own, and so the same class on both sides. */
    @SuppressWarnings("unchecked")
    private static UnaryOperator<String> director(BundleContext context) throws InvalidSyntaxException {
        Collection<ServiceReference<UnaryOperator<String>>> found = context.getServiceReferences(
            (Class<UnaryOperator<String>>) (Class<?>) UnaryOperator.class, "(fake=true)");
        return context.getService(found.iterator().next());
    }

    /** What the gateway is like from now on: empty, busy or broken; {@code busy/test}: its scanner is different. */
    void play(String scene) {
        director.apply(scene);
    }

    /** What was done to the gateway, and its rules. */
    String deeds() {
        return director.apply("deeds");
    }

    /** Logs in, as a person does, and is on the page. */
    void logIn(Browser browser, String user, String page) {
        browser.await("the login page", () -> {
            browser.open(page(page));
            return !browser.all("#name").isEmpty();
        });
        browser.find("#name").sendKeys(user);
        browser.find("#password").sendKeys(TestUsers.PASSWORD);
        browser.find("form button").click();
        browser.await("the page " + page, () -> browser.address().equals(page(page)));
    }

    /** The address of a page. */
    String page(String name) {
        return "http://127.0.0.1:" + port + "/system/console/gateway/" + name;
    }

    @Override
    public void close() throws Exception {
        appliance.close();
    }
}
