package gateway.core.internal.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.configuration.FakeConfigurations;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationEvent;

class WriteBackTest {
    private static final String PID = "gateway.flows";
    private static final String TEXT = "# ours\nmaxFlows = 5000\n";

    @TempDir
    private Path directory;
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final FakeConfigurations configurations = new FakeConfigurations();
    private Path file;
    private ConfigurationWatch watch;
    private WriteBack writeBack;

    @BeforeEach
    void setUp() throws IOException {
        directory = directory.toRealPath();
        file = Files.writeString(directory.resolve(PID + ".cfg"), TEXT);
        configurations.put(PID, file, "maxFlows", "5000");
        ConfigurationFolder folder = new ConfigurationFolder(directory);
        watch = new ConfigurationWatch(folder, clock::get);
        writeBack = new WriteBack(folder, configurations.admin(), watch, clock::get);
        settle();
        assertEquals(TEXT, Files.readString(file), "what is the same is not written");
    }

    private void settle() throws IOException {
        for (int i = 0; i < 12; i++) {
            clock.addAndGet(ConfigurationWatch.LOOK_MILLIS);
            watch.hasComeToRest();
            writeBack.writeWhatSettled();
        }
    }

    private void tell(int type) {
        ServiceReference<?> nobody = (ServiceReference<?>) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {ServiceReference.class}, (proxy, method, arguments) -> null);
        @SuppressWarnings("unchecked")
        ConfigurationEvent event = new ConfigurationEvent(
            (ServiceReference<org.osgi.service.cm.ConfigurationAdmin>) nobody, type, null, PID);
        writeBack.onEvent(event);
    }

    @Test
    void shouldWriteWhatAConsoleChangedAndKeepComments() throws IOException {
        configurations.put(PID, file, "maxFlows", 6000, "tcpSeconds", new int[] {7});
        tell(ConfigurationEvent.CM_UPDATED);
        writeBack.writeWhatSettled();
        assertEquals(TEXT, Files.readString(file), "not at once");
        settle();
        String text = Files.readString(file);
        assertTrue(text.startsWith("# ours\nmaxFlows = 6000\n") && text.contains("tcpSeconds = 7"), text);
    }

    @Test
    void shouldLetAFileBeRightThatChangedAfterwards() throws IOException {
        configurations.put(PID, file, "maxFlows", "6000");
        tell(ConfigurationEvent.CM_UPDATED);
        Files.writeString(file, "maxFlows = 7000\n");
        clock.addAndGet(WriteBack.SETTLED_MILLIS);
        watch.hasComeToRest();
        writeBack.writeWhatSettled();
        assertEquals("maxFlows = 7000\n", Files.readString(file));
        // FileInstall takes it in meanwhile.
        configurations.put(PID, file, "maxFlows", "7000");
        settle();
        assertEquals("maxFlows = 7000\n", Files.readString(file));
    }

    @Test
    void shouldLetAFileBeRightThatChangedAgainSinceTheLastLook() throws IOException {
        Files.writeString(file, "maxFlows = 6000\n");
        configurations.put(PID, file, "maxFlows", "6000");
        tell(ConfigurationEvent.CM_UPDATED);
        settle();
        configurations.put(PID, file, "maxFlows", "6500");
        tell(ConfigurationEvent.CM_UPDATED);
        clock.addAndGet(WriteBack.SETTLED_MILLIS);
        watch.hasComeToRest();
        // Nobody has looked at the folder since: to the watch it still rests.
        Files.writeString(file, "maxFlows = 70000\n");
        writeBack.writeWhatSettled();
        assertEquals("maxFlows = 70000\n", Files.readString(file));
    }

    @Test
    void shouldNeverWriteOverAFileThatCannotBeRead() throws IOException {
        byte[] bad = "maxFlows = 5000 # f\u00fcr alle\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, bad);
        tell(ConfigurationEvent.CM_UPDATED);
        settle();
        assertEquals(new String(bad, StandardCharsets.ISO_8859_1),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }

    @Test
    void shouldDeleteTheFileOfWhatAConsoleDeleted() throws IOException {
        configurations.remove(PID);
        tell(ConfigurationEvent.CM_DELETED);
        settle();
        assertFalse(Files.exists(file));
    }

    @Test
    void shouldKeepAFileThatCameBackAfterItsDeletion() throws IOException {
        Files.delete(file);
        configurations.remove(PID);
        tell(ConfigurationEvent.CM_DELETED);
        Files.writeString(file, "maxFlows = many\n");
        settle();
        assertEquals("maxFlows = many\n", Files.readString(file));
    }

    @Test
    void shouldMakeAFileForWhatAConsoleMade() throws IOException {
        Files.delete(file);
        configurations.put(PID, null, "maxFlows", "8000");
        tell(ConfigurationEvent.CM_UPDATED);
        settle();
        assertEquals("maxFlows = 8000", Files.readString(file).strip());
    }
}
