package gateway.lab.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.IpAddress;
import gateway.lab.appliance.Tree;
import gateway.testkit.MmdbFile;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;

/** The localizer in the framework: its libraries, its configuration, its files, and its end. */
class LocalizerServiceTest {
    private static final int PATIENCE_SECONDS = 60;
    private static final String SERVICE = "gateway.api.locality.PeerDistance";
    private static final String LEARNER = "gateway.api.locality.LayoutLearner";
    private static final IpAddress CLIENT = IpAddress.parse("20.81.0.1").orElseThrow();
    private static final IpAddress PEER = IpAddress.parse("20.81.0.2").orElseThrow();

    @TempDir
    private Path folder;

    @Test
    void shouldReadItsDatabaseAndFollowItsConfiguration() throws Exception {
        Files.createDirectories(folder.resolve("geo"));
        Files.createDirectories(folder.resolve("conf"));
        Files.write(folder.resolve("geo/country.mmdb"), new MmdbFile("GeoLite2-Country", now() / 1000)
            .country("20.81.0.0/16", "JP", "AS").bytes());
        Path configuration = folder.resolve("conf/gateway.localizer.cfg");
        Files.copy(Tree.root().resolve("cnf/conf/gateway.localizer.cfg"),
            configuration);
        try (EmbeddedAppliance appliance = EmbeddedAppliance.withoutProtocols(folder)) {
            until(() -> cost(appliance) == 300);
            assertEquals("", call(appliance, "problem"));
            Files.writeString(configuration, "near = 299\ndatabases = geo, other\n");
            until(() -> call(appliance, "isNear", 300).equals(false));
            Files.writeString(configuration, "nearest = 301\n");
            until(() -> ((String) call(appliance, "problem")).contains("nearest is not a setting"));
            assertEquals(true, call(appliance, "isNear", 299));
            appliance.bundle("gateway.localizer").uninstall();
            assertTrue(Thread.getAllStackTraces().keySet().stream().noneMatch(t -> t.getName().equals("localizer")));
        }
    }

    @Test
    void shouldTakeLayoutsFromAFileAndGiveThemBack() throws Exception {
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("layouts.json"), """
            {"layouts":[{"application":"zattoo","transport":"udp","mark":"5555","first":8,"stride":6,"address":"IPv4",
            "port":4,"tail":0}]}""");
        Files.writeString(folder.resolve("conf/gateway.layouts.cfg"), "files = layouts.json\n");
        try (EmbeddedAppliance appliance = EmbeddedAppliance.withoutProtocols(folder)) {
            until(() -> ((String) callLearner(appliance, "export")).contains("zattoo"));
            String exported = (String) callLearner(appliance, "export");
            assertEquals(1, callLearner(appliance, "adopt", exported));
            appliance.bundle("gateway.localizer").uninstall();
            assertTrue(Thread.getAllStackTraces().keySet().stream().noneMatch(t -> t.getName().equals("layouts")));
        }
    }

    private static int cost(EmbeddedAppliance appliance) throws Exception {
        return (int) call(appliance, "cost", CLIENT.high(), CLIENT.low(), PEER.high(), PEER.low(), now());
    }

    private static Object call(EmbeddedAppliance appliance, String name, Object... arguments) throws Exception {
        return call(SERVICE, appliance, name, arguments);
    }

    private static Object callLearner(EmbeddedAppliance appliance, String name, Object... arguments) throws Exception {
        return call(LEARNER, appliance, name, arguments);
    }

    /** The service's classes are not ours: by name. */
    private static Object call(String type, EmbeddedAppliance appliance, String name, Object... arguments)
            throws Exception {
        ServiceReference<?>[] references = appliance.context().getAllServiceReferences(type, null);
        assertNotNull(references, "the service is there");
        Object service = appliance.context().getService(references[0]);
        Method called = Arrays.stream(service.getClass().getMethods())
            .filter(method -> method.getName().equals(name)).findFirst().orElseThrow();
        return called.invoke(service, arguments);
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        for (int i = 0; i < 20 * PATIENCE_SECONDS && !condition.call(); i++) {
            Thread.sleep(50);
        }
        assertTrue(condition.call());
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
