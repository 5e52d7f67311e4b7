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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tricks for which real kernels matter, the gateway's and the receiver's; the others are in core's catalogue. */
class EvasionTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final int FIRST_PORT = 41_000;
    private static final int HARMLESS = 7;
    private static final int ALL = 15;
    private static final int HONEST_PORT = 42_001;
    private static final int WORD_PORT = 42_002;
    private static final int BITTORRENT_PORT = 42_003;
    private static final Duration SOON = Duration.ofSeconds(10);
    /** Clients and servers. */
    private static final int FAST_OPEN = 3;
    private static final Rule NO_BITTORRENT = Rig.NO_BITTORRENT.with("cacheSeconds", "0");
    private static final Rule NO_UMBRA = Rule.of("no-umbra", "block", "msn").with("keywords", "umbra")
        .with("keywordIn", "chat").with("cacheSeconds", "0");
    private static final String[] OWN_RESETS =
        {"iptables", "-A", "OUTPUT", "-p", "tcp", "--tcp-flags", "RST", "RST", "-m", "ttl", "--ttl-eq", "64", "-j",
            "DROP"};
    /** Stands for routers between the gateway and the receiver. */
    private static final String[] FAR =
        {"iptables", "-t", "raw", "-A", "PREROUTING", "-m", "ttl", "--ttl-lt", "10", "-j", "DROP"};

    private static Rig rig;
    private static RunningProgram taker;

    @BeforeAll
    static void build() throws IOException {
        rig = Rig.with(Plan.ROUTED.with(Plan.Offloads.OFF), NO_UMBRA, NO_BITTORRENT);
        rig.client().run(OWN_RESETS);
        rig.server().run(FAR);
        rig.client().namespace().sysctl("net.ipv4.tcp_fastopen", FAST_OPEN);
        rig.server().namespace().sysctl("net.ipv4.tcp_fastopen", FAST_OPEN);
        taker = rig.server().start("taker", List.of("python3", script("taker.py"), Integer.toString(Msn.PORT)));
        Await.until(LIMIT, "the receiver listens", () -> taker.output().contains("listening"));
    }

    @AfterAll
    static void tearDown() {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    void shouldKeepTheWordFromARealReceiver() throws IOException {
        run("evader.py");
        for (int i = 0; i < ALL; i++) {
            judge(FIRST_PORT + i, i < HARMLESS);
        }
    }

    /** Two kernels that speak Fast Open: what is said in the SYN is said again, and read then. */
    @Test
    void shouldReadWhatIsSaidInTheSyn() throws IOException {
        String said = run("opener.py");
        assertTrue(said.contains("in the SYN and taken: 0") && said.contains("in the SYN and repeated: 3"), said);
        Await.until(SOON, "what is honest gets through", () -> read(HONEST_PORT).endsWith("all is well"));
        assertEquals("", read(WORD_PORT));
        assertEquals("", read(BITTORRENT_PORT));
    }

    private static String run(String script) throws IOException {
        Command.Output tried = rig.client().run(LIMIT, List.of("python3", script(script), rig.client().address4(),
            rig.server().address4(), Integer.toString(Msn.PORT)));
        assertTrue(tried.out().contains("done"), tried::toString);
        return tried.out();
    }

    private static void judge(int port, boolean harmless) {
        if (harmless) {
            Await.until(SOON, "the honest message gets through from port " + port,
                () -> read(port).endsWith("all is well"));
        }
        String read = read(port);
        assertTrue(read.contains("hello"), () -> port + ": " + read);
        assertFalse(read.contains("umbra"), () -> port + ": " + read);
        assertEquals(harmless, read.endsWith("all is well"), () -> port + ": " + read);
    }

    /** What the application of one connection has read so far. */
    private static String read(int port) {
        StringBuilder read = new StringBuilder();
        taker.output().lines().filter(line -> line.startsWith(port + " ")).forEach(line -> read.append(new String(
            HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1).strip()), StandardCharsets.ISO_8859_1)));
        return read.toString();
    }

    private static String script(String name) throws IOException {
        Path copy = rig.laboratory().directory("scripts").resolve(name);
        try (InputStream resource = EvasionTest.class.getResourceAsStream(name)) {
            Files.write(copy, resource.readAllBytes());
        }
        return copy.toString();
    }
}
