package gateway.console.security.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Felix's Jetty, which opens no port until it has a configuration ({@code org.apache.felix.http.require.config}) and
 * closes it when the configuration goes. It cannot say that a port was taken except in a stack trace, so the port is
 * tried before. One thread.
 */
final class FelixServer {
    private static final String PID = "org.apache.felix.http";
    private static final String RUNTIME = "org.osgi.service.servlet.runtime.HttpServiceRuntime";
    /** What a running server's service is marked with, so that it is told from the one before. */
    private static final String MARK = "gateway.console.run";
    private static final int WAIT_SECONDS = 20;
    private static final int POLL_MILLIS = 20;
    /** What a console with some dozen users needs, and no more. */
    private static final int THREADS = 24;
    private static final int SILENT_MILLIS = 30_000;
    private static final int FORM_BYTES = 512 * 1024;

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private String mark = "";

    FelixServer(BundleContext context, ConfigurationAdmin admin) {
        this.context = context;
        this.admin = admin;
    }

    /** Whether it runs with the last configuration that it was given. */
    boolean isUp() {
        try {
            return !mark.isEmpty() && context.getServiceReferences(RUNTIME, "(" + MARK + "=" + mark + ")") != null;
        } catch (InvalidSyntaxException ourOwnFilter) {
            throw new IllegalStateException(ourOwnFilter);
        }
    }

    /**
     * Starts it, or again with other settings.
     *
     * @return the port that it listens on
     * @throws IOException if it does not come up, in words
     */
    int start(ConsoleSettings settings, Optional<KeyMaterial> https) throws IOException {
        stop();
        int port = freePort(settings);
        mark = Long.toString(System.nanoTime());
        Configuration configuration = admin.getConfiguration(PID, "?");
        configuration.update(properties(settings, port, https));
        if (!waitUntil(this::isUp)) {
            throw new IOException("the web server does not come up on port " + port);
        }
        return port;
    }

    /** Stops it; when this returns, nothing is served. */
    void stop() throws IOException {
        Configuration configuration = admin.getConfiguration(PID, "?");
        boolean wasUp = isUp();
        configuration.delete();
        mark = "";
        if (wasUp && !waitUntil(() -> context.getServiceReference(RUNTIME) == null)) {
            throw new IOException("the web server does not stop");
        }
    }

    private Dictionary<String, Object> properties(ConsoleSettings settings, int port, Optional<KeyMaterial> https) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_PID, PID);
        properties.put("org.apache.felix.http.host", settings.address().getHostAddress());
        properties.put("org.apache.felix.http.enable", https.isEmpty());
        properties.put("org.apache.felix.https.enable", https.isPresent());
        properties.put("org.osgi.service.http.port", port);
        properties.put("org.osgi.service.http.port.secure", port);
        properties.put("org.apache.felix.http.timeout", SILENT_MILLIS);
        properties.put("org.apache.felix.http.jetty.threadpool.max", THREADS);
        properties.put("org.apache.felix.http.jetty.acceptors", 1);
        properties.put("org.apache.felix.http.jetty.selectors", 1);
        properties.put("org.apache.felix.http.jetty.maxFormSize", FORM_BYTES);
        properties.put("org.apache.felix.http.jetty.sendServerHeader", false);
        properties.put("org.apache.felix.http.runtime.init." + MARK, mark);
        https.ifPresent(material -> {
            properties.put("org.apache.felix.https.keystore", material.file().toString());
            properties.put("org.apache.felix.https.keystore.type", "PKCS12");
            properties.put("org.apache.felix.https.keystore.password", material.password());
            properties.put("org.apache.felix.https.keystore.key.password", material.password());
            properties.put("org.apache.felix.https.jetty.protocols.included", new String[] {"TLSv1.3", "TLSv1.2"});
            // authenticated encryption with a fresh key each time only
            properties.put("org.apache.felix.https.jetty.ciphersuites.included",
                new String[] {"TLS_AES_.*", "TLS_CHACHA20_.*", "TLS_ECDHE_.*_(GCM|CHACHA20)_.*"});
            properties.put("org.apache.felix.https.jetty.session.cookie.secure", true);
        });
        return properties;
    }

    /** Finds out whether the port can be had; with port 0, which. */
    private static int freePort(ConsoleSettings settings) throws IOException {
        InetAddress address = settings.address();
        try (ServerSocket trial = new ServerSocket()) {
            trial.setReuseAddress(true);
            trial.bind(new InetSocketAddress(address, settings.port()));
            return trial.getLocalPort();
        } catch (IOException taken) {
            throw new IOException("cannot listen on " + address.getHostAddress() + " port " + settings.port() + ": "
                + taken.getMessage(), taken);
        }
    }

    private static boolean waitUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
