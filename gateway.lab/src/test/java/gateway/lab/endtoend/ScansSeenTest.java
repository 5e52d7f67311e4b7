package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.lab.appliance.Gogo;
import gateway.lab.appliance.Rule;
import gateway.lab.process.Await;
import gateway.lab.program.Curl;
import gateway.lab.program.Nginx;
import gateway.lab.program.TestPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an operator sees of scanning: who scans, what was found, and that nobody scans any more. */
class ScansSeenTest {
    private static final Rule SCAN = Rule.of("scan-web", "scan", "http");
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void shouldShowWhoScansAndWhatWasFound() throws IOException {
        try (Rig rig = Rig.with(SCAN)) {
            Path site = rig.laboratory().directory("www");
            Files.write(site.resolve("eicar.com"), TestPattern.eicar());
            Nginx.start(rig.laboratory(), rig.server(), site);
            Gogo gogo = rig.gateway().gogo();
            Await.until(SOON, "the scanner serves", () -> gogo.ask("gateway:scans").contains("scanner serving"));
            assertTrue(gogo.ask("gateway:parsers").lines().anyMatch(line ->
                line.startsWith("gateway.scanner ") && line.contains(" scanner ") && line.contains(" serving ")),
                () -> gogo.ask("gateway:parsers"));

            assertFalse(new Curl(rig.client()).fetch("http://" + rig.server().address4() + "/eicar.com",
                rig.fresh().resolve("eicar.com")).ok());
            Await.until(SOON, "the finding", () -> gogo.ask("gateway:scans").contains("1 finding"));
            String seen = gogo.ask("gateway:scans");
            assertTrue(seen.lines().anyMatch(line -> line.contains("eicar.com")
                && line.contains(rig.server().address4() + ":80")), seen);
            assertTrue(seen.contains("0 clean, 1 infected, 0 not scanned"), seen);
            assertTrue(seen.contains("0 transfers"), seen);

            rig.gateway().cause("gateway ready", () -> rig.configuration().flows("maxFlows", 100_000));
            Await.until(SOON, "the finding is there still", () ->
                gogo.ask("gateway:scans").contains("1 finding"));

            gogo.ask("felix:stop " + gogo.bundle("gateway.scanner"));
            Await.until(SOON, "that nobody scans", () ->
                gogo.ask("hc:exec scanner").contains("WARN"));
            assertTrue(gogo.ask("gateway:scans").contains("there is no scanner"));
            assertTrue(rig.gateway().stop(), rig.gateway()::output);
        }
    }
}
