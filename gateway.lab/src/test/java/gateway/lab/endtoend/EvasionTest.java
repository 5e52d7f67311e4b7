package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.lab.appliance.Rule;
import gateway.lab.network.Plan;
import gateway.lab.process.Await;
import gateway.lab.process.Command;
import gateway.lab.process.RunningProgram;
import gateway.lab.speaker.Msn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tricks for which real kernels matter, the gateway's and the receiver's; the others are in core's catalogue. */
class EvasionTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final int FIRST_PORT = 41_000;
    private static final int HARMLESS = 7;
    private static final int ALL = 14;
    private static final Rule NO_UMBRA = Rule.of("no-umbra", "block", "msn").with("keywords", "umbra")
        .with("keywordIn", "chat").with("cacheSeconds", "0");
    private static final String[] OWN_RESETS =
        {"iptables", "-A", "OUTPUT", "-p", "tcp", "--tcp-flags", "RST", "RST", "-m", "ttl", "--ttl-eq", "64", "-j",
            "DROP"};
    /** Stands for routers between the gateway and the receiver. */
    private static final String[] FAR =
        {"iptables", "-t", "raw", "-A", "PREROUTING", "-m", "ttl", "--ttl-lt", "10", "-j", "DROP"};

    @Test
    void shouldKeepTheWordFromARealReceiver() throws IOException {
        try (Rig rig = Rig.with(Plan.ROUTED.with(Plan.Offloads.OFF), NO_UMBRA)) {
            rig.client().run(OWN_RESETS);
            rig.server().run(FAR);
            try (RunningProgram taker = rig.server().start("taker",
                     List.of("python3", script(rig, "taker.py"), Integer.toString(Msn.PORT)))) {
                Await.until(LIMIT, "the receiver listens", () -> taker.output().contains("listening"));
                Command.Output tried = rig.client().run(LIMIT, List.of("python3", script(rig, "evader.py"),
                    rig.client().address4(), rig.server().address4(), Integer.toString(Msn.PORT)));
                assertTrue(tried.out().contains("done"), tried::toString);
                for (int i = 0; i < ALL; i++) {
                    judge(taker, FIRST_PORT + i, i < HARMLESS);
                }
            }
        }
    }

    private static void judge(RunningProgram taker, int port, boolean harmless) {
        if (harmless) {
            Await.until(Duration.ofSeconds(5), "the honest message gets through from port " + port,
                () -> read(taker, port).endsWith("all is well"));
        }
        String read = read(taker, port);
        assertTrue(read.contains("hello"), () -> port + ": " + read);
        assertFalse(read.contains("umbra"), () -> port + ": " + read);
        assertEquals(harmless, read.endsWith("all is well"), () -> port + ": " + read);
    }

    /** What the application of one connection has read so far. */
    private static String read(RunningProgram taker, int port) {
        StringBuilder read = new StringBuilder();
        taker.output().lines().filter(line -> line.startsWith(port + " ")).forEach(line -> read.append(new String(
            HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1).strip()), StandardCharsets.ISO_8859_1)));
        return read.toString();
    }

    private static String script(Rig rig, String name) throws IOException {
        Path copy = rig.laboratory().directory("scripts").resolve(name);
        try (InputStream resource = EvasionTest.class.getResourceAsStream(name)) {
            Files.write(copy, resource.readAllBytes());
        }
        return copy.toString();
    }
}
