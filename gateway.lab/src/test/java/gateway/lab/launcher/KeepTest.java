package gateway.lab.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./gateway backup}, {@code restore} and {@code install-service --dry-run}. */
class KeepTest {
    @TempDir
    private Path here;
    @TempDir
    private Path scratch;

    @Test
    void shouldSaveAndBringBackTheConfiguration() throws Exception {
        Path conf = Files.createDirectories(here.resolve("my conf"));
        Path rule = Files.writeString(conf.resolve("gateway.policy-a.cfg"), "action = block\n");
        List<String> places = List.of("--conf", conf.toString(), "--work", here.resolve("work").toString());
        assertEquals(0, keep(places, "backup", here.resolve("saved.zip").toString()).status());
        Files.writeString(rule, "action = allow\n");

        Launched check = keep(places, "restore", here.resolve("saved.zip").toString(), "--check");
        assertEquals(0, check.status(), check.toString());
        assertTrue(check.output().contains("changes conf/gateway.policy-a.cfg"), check.toString());
        assertEquals("action = allow\n", Files.readString(rule));

        Launched restore = keep(places, "restore", here.resolve("saved.zip").toString());
        assertEquals(0, restore.status(), restore.toString());
        assertEquals("action = block\n", Files.readString(rule));

        Files.writeString(here.resolve("bad.zip"), "no archive");
        Launched bad = keep(places, "restore", here.resolve("bad.zip").toString());
        assertEquals(2, bad.status(), bad.toString());
        assertEquals(1, bad.errors().size(), bad.toString());
        assertEquals("action = block\n", Files.readString(rule));
    }

    @Test
    void shouldShowTheServiceAndChangeNothing() throws Exception {
        Path conf = here.resolve("etc");
        Launched shown = Launched.in(here, scratch, Map.of(), "install-service", "--dry-run", "--user", "nobody-yet",
            "--conf", conf.toString(), "--work", here.resolve("var").toString());
        assertEquals(0, shown.status(), shown.toString());
        String unit = String.join("\n", shown.output());
        assertTrue(unit.contains("useradd ") && unit.contains("nobody-yet"), unit);
        assertTrue(unit.contains("AmbientCapabilities=CAP_NET_ADMIN CAP_NET_RAW\n"), unit);
        assertTrue(unit.contains("ReadWritePaths=" + conf + " "), unit);
        assertTrue(unit.lines().noneMatch(line -> line.matches("[^#]*@[a-z_]+@.*")), unit);
        assertTrue(Files.notExists(conf), unit);
    }

    private Launched keep(List<String> places, String... words) throws Exception {
        List<String> all = new java.util.ArrayList<>(List.of(words));
        all.addAll(places);
        return Launched.in(here, scratch, Map.of(), all.toArray(String[]::new));
    }
}
