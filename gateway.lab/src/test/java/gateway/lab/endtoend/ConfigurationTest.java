package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.lab.appliance.Rule;
import gateway.lab.process.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files of conf/ change under a running gateway. */
class ConfigurationTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration BETWEEN = Duration.ofMillis(20);
    private static final int BATCH = 50;

    @Test
    void shouldTakeInFilesTogetherAndKeepWhatIsGood() throws IOException {
        try (Rig rig = Rig.with()) {
            Path conf = rig.gateway().configuration().directory();
            // Half a second after the last of them, and not between any two.
            rig.gateway().change(BATCH, () -> {
                for (int i = 0; i < BATCH; i++) {
                    rig.gateway().configuration().rule(Rule.of("r" + i, "block", "bittorrent"));
                    Await.pause(BETWEEN);
                }
            });
            assertEquals(1, lines(rig, "policy changed").size(), rig.gateway()::output);

            Path bad = conf.resolve("gateway.policy-r7.cfg");
            Files.write(bad, "action = bl\u00f6ck\n".getBytes(StandardCharsets.ISO_8859_1));
            String problem = bad + ":1: byte 0xf6 is not UTF-8";
            Await.until(LIMIT, "the bad file is named", () -> !lines(rig, problem).isEmpty());
            assertTrue(lines(rig, problem).get(0).endsWith("the rule's last good form stays"), rig.gateway()::output);
            assertEquals(1, lines(rig, "policy changed").size(), rig.gateway()::output);

            Files.createDirectory(conf.resolve("x.cfg"));
            Files.writeString(conf.resolve("gateway.policiy-z.cfg"), "action = block\n");
            Await.until(LIMIT, "what nobody reads is named", () -> lines(rig, "x.cfg: is a directory").size() == 1
                && lines(rig, "nobody reads this; is gateway.policy-z.cfg meant?").size() == 1);

            rig.gateway().change(BATCH - 1, () -> delete(bad));
            assertTrue(lines(rig, "no longer: " + problem).size() == 1, rig.gateway()::output);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> lines(Rig rig, String text) {
        return rig.gateway().output().lines().filter(line -> line.contains(text)).toList();
    }
}
