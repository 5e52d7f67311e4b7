package gateway.localizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.IpAddress;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

class LocalizerTest {
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    private Path work;
    private Localizer localizer;

    @AfterEach
    void end() {
        localizer.close();
        assertTrue(Thread.getAllStackTraces().keySet().stream().noneMatch(each -> each.getName().equals("localizer")),
            "its thread goes with it");
    }

    @Test
    void shouldReadWhatIsThereAndWhatComes() throws IOException, InterruptedException {
        start(Map.of());
        assertEquals(700, cost());
        Files.createDirectories(work.resolve("geo"));
        Files.write(work.resolve("geo/country.mmdb"), Databases.countries());
        until(() -> cost() == 300);
        assertEquals("", localizer.problem().replaceAll(".*made \\d+ days ago", ""));
        assertEquals(1, localizer.sources(System.currentTimeMillis()).size());
    }

    @Test
    void shouldKeepWhatHeldBeforeASettingThatMakesNoSense() {
        start(Map.of("near", 500));
        configure(Map.of("near", 5000));
        assertTrue(localizer.isNear(500) && !localizer.isNear(501));
        assertEquals("gateway.localizer: near has to be 0 to 999, not 5000", localizer.problem());
        configure(Map.of("near", 400, "mistake", 1));
        assertTrue(localizer.isNear(500) && !localizer.isNear(501));
        configure(Map.of("near", 400));
        assertTrue(localizer.isNear(400) && !localizer.isNear(401));
        assertEquals("", localizer.problem());
    }

    @Test
    void shouldUseTheDefaultsWhereTheFirstConfigurationMakesNoSense() {
        start(Map.of("near", -1));
        assertTrue(localizer.isNear(350) && !localizer.isNear(351));
    }

    @Test
    void shouldFollowTheConfigurationToOtherFiles() throws InterruptedException, IOException {
        start(Map.of());
        Files.write(work.resolve("my.mmdb"), Databases.countries());
        configure(Map.of("databases", new String[] {"my.mmdb"}));
        until(() -> cost() == 300);
        configure(Map.of("databases", new String[] {}));
        until(() -> cost() == 700);
    }

    private void start(Map<String, Object> values) {
        BundleContext context = (BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {BundleContext.class}, (proxy, method, arguments) ->
                Localizer.WORK.equals(arguments[0]) ? work.toString() : null);
        localizer = new Localizer(context, Configured.with(values), values);
    }

    private void configure(Map<String, Object> values) {
        localizer.configure(Configured.with(values), values);
    }

    private int cost() {
        IpAddress client = Peers.address("20.81.0.1");
        IpAddress peer = Peers.address("20.81.0.2");
        return localizer.cost(client.high(), client.low(), peer.high(), peer.low(), 1);
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 20 * PATIENCE_SECONDS && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertTrue(condition.getAsBoolean());
    }
}
