package gateway.lab.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.util.tracker.ServiceTracker;

/** Protocols come and go with the jars in {@code load/}, while core runs. */
class HotDeploymentTest {
    private static final long WAIT_SECONDS = 30;

    @TempDir
    private Path folder;
    private EmbeddedAppliance appliance;
    private ServiceTracker<Object, Object> parsers;

    @BeforeEach
    void start() throws Exception {
        appliance = EmbeddedAppliance.withoutProtocols(folder);
        parsers = new ServiceTracker<>(appliance.context(), "gateway.api.protocol.ProtocolParser", null);
        parsers.open(true);
    }

    @AfterEach
    void stop() throws Exception {
        appliance.close();
    }

    @Test
    void shouldRunWithoutAnyProtocol() {
        assertTrue(parsers.isEmpty());
        assertEquals(Bundle.ACTIVE, appliance.bundle("gateway.core").getState());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway.protocol.http", "gateway.protocol.bittorrent"})
    void shouldAddAndRemoveAProtocolWithItsJar(String protocol) throws Exception {
        Path jar = appliance.load().resolve("dropped.jar");
        drop(protocol, jar);
        assertNotNull(parsers.waitForService(TimeUnit.SECONDS.toMillis(WAIT_SECONDS)));
        assertEquals(Bundle.ACTIVE, appliance.bundle(protocol).getState());

        CountDownLatch uninstalled = new CountDownLatch(1);
        BundleListener listener = event -> {
            if (event.getType() == BundleEvent.UNINSTALLED) {
                uninstalled.countDown();
            }
        };
        appliance.context().addBundleListener(listener);
        Files.delete(jar);
        assertTrue(uninstalled.await(WAIT_SECONDS, TimeUnit.SECONDS));
        assertTrue(parsers.isEmpty());
        assertNull(appliance.bundle(protocol));
        assertEquals(Bundle.ACTIVE, appliance.bundle("gateway.core").getState());
    }

    @Test
    void shouldSurviveAJarThatIsNone() throws Exception {
        Files.writeString(appliance.load().resolve("broken.jar"), "this is not a jar");
        drop("gateway.protocol.http", appliance.load().resolve("whole.jar"));
        assertNotNull(parsers.waitForService(TimeUnit.SECONDS.toMillis(WAIT_SECONDS)));
        assertEquals(Bundle.ACTIVE, appliance.bundle("gateway.core").getState());
    }

    /** In one step, as an administrator should: half a jar is not a jar. */
    private void drop(String protocol, Path place) throws Exception {
        Path whole = Files.copy(EmbeddedAppliance.jar(protocol), folder.resolve("copied"));
        Files.move(whole, place);
    }
}
