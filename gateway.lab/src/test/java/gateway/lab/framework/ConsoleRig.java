package gateway.lab.framework;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** An appliance with a console on a free port, and a user of each role. */
final class ConsoleRig implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";
    private static final String HASH =
        " pbkdf2-sha256:100000:AAECAwQFBgcICQoLDA0ODw==:yNEi7NuUd81IprF1DFmFwLiwUVjQQNIFF8zbSYZd5DY=";
    private static final String RUNTIME = "org.osgi.service.servlet.runtime.HttpServiceRuntime";
    private static final long WAIT_SECONDS = 60;

    private final EmbeddedAppliance appliance;

    ConsoleRig(Path folder, String... settings) throws Exception {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.write(conf.resolve("console.users"),
            List.of("admin administrator" + HASH, "ann viewer" + HASH, "aud auditor" + HASH));
        Files.write(conf.resolve("gateway.console.cfg"), List.of(settings));
        appliance = EmbeddedAppliance.withConsole(folder);
    }

    EmbeddedAppliance appliance() {
        return appliance;
    }

    /** Changes the settings as an editor does. */
    void configure(String... settings) throws IOException {
        Path written = Files.write(appliance.conf().resolve("settings.new"), List.of(settings));
        Files.move(written, appliance.conf().resolve("gateway.console.cfg"), StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
    }

    /** The port that the server says it has, once it has one. */
    int port() {
        await("a web server", () -> current().isPresent());
        return current().orElseThrow();
    }

    Optional<Integer> current() {
        try {
            ServiceReference<?>[] servers = appliance.context().getAllServiceReferences(RUNTIME, null);
            return servers == null ? Optional.empty()
                : Arrays.stream(servers).map(server -> Integer.valueOf(
                    String.valueOf(server.getProperty("org.osgi.service.http.port")))).findFirst();
        } catch (InvalidSyntaxException noFilter) {
            throw new IllegalStateException(noFilter);
        }
    }

    /** A browser that is logged in. */
    Browser loggedIn(String user) {
        Browser browser = Browser.on(port());
        // the server may be there a moment before Felix's console is
        await("Felix's console", () -> browser.logIn(user, PASSWORD).status() == 302
            && browser.get("/system/console/bundles").status() == 200);
        return browser;
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + WAIT_SECONDS + " s: " + what);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError(interrupted);
            }
        }
    }

    @Override
    public void close() throws Exception {
        appliance.close();
    }
}
