package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.lab.appliance.Configuration;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.appliance.Rule;
import gateway.lab.network.FreePort;
import gateway.lab.network.Laboratory;
import gateway.lab.network.Plan;
import gateway.lab.network.Site;
import gateway.lab.process.Await;
import gateway.lab.program.Curl;
import gateway.lab.program.Download;
import gateway.lab.program.Nginx;
import gateway.lab.program.SharedFile;
import gateway.testkit.PrometheusText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an operator sees and does, without the console's pages. */
class OperatorTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Rule NO_WEB = Rule.of("no-web", "block", "http");
    private static int port;
    private static Rig rig;
    private static SharedFile file;

    @BeforeAll
    static void build() throws IOException {
        assumeTrue(Laboratory.possible(), "network namespaces need root");
        Laboratory laboratory = Laboratory.build(Plan.STANDARD);
        port = FreePort.find();
        Configuration configuration = Configuration.of(laboratory).rule(NO_WEB)
            .console("enabled", true).console("port", port);
        rig = new Rig(laboratory, configuration, GatewayProcess.ready(laboratory, configuration));
        Path site = laboratory.directory("www");
        file = SharedFile.create(site.resolve("large.bin"), 50_000_000, 1);
        Nginx.start(laboratory, rig.server(), site);
    }

    @AfterAll
    static void tearDown() {
        if (rig != null) {
            rig.close();
        }
    }

    private static int fetch(String url) {
        return new Curl(rig.client()).fetch(url, rig.fresh().resolve("got")).status();
    }

    /** The newest flow that has this text: its number is the first word of its row. */
    private static String flow(String text) {
        List<String> rows = rig.gateway().gogo().ask("gateway:flows -o started -n 1 -t " + text).lines().toList();
        assertEquals(3, rows.size(), () -> String.join("\n", rows));
        return rows.get(1).split(" ")[0];
    }

    private static String ask(String command) {
        return rig.gateway().gogo().ask(command);
    }

    @Test
    void shouldLetTheClientOfAReleasedFlowThroughAndEndADownloadByHand() {
        String url = Curl.url4(rig.server(), file);
        assertNotEquals(0, fetch(url));
        String refused = flow(Site.SERVER.address4());
        assertTrue(ask("gateway:explain " + refused).endsWith("block by no-web"), () -> ask("gateway:flows"));

        assertEquals("flow " + refused + " passes", ask("gateway:release " + refused));
        assertEquals(0, fetch(url));
        assertNotEquals(0, fetch(Curl.url6(rig.server(), file)), "what nobody released passes");

        Path target = rig.fresh().resolve("large.bin");
        try (Download download = new Curl(rig.client()).start(url, target, file, "2m")) {
            Await.until(SOON, "the download is under way", () -> Rig.stored(target) > 3_000_000);
            String running = flow(Site.SERVER.address4());
            assertEquals("flow " + running + " is refused", ask("gateway:refuse " + running));
            assertTrue(download.program().await(SOON), "the download goes on");
            assertNotEquals(0, download.program().status());
        }
        assertTrue(rig.gateway().records().await(SOON, line -> line.path("decision").path("reason").asText()
            .equals("refused by an operator")), "no record of the refusal");
    }

    @Test
    void shouldShowMetricsToThisMachine() throws IOException, InterruptedException {
        fetch(Curl.url6(rig.server(), file));
        HttpClient client = HttpClient.newBuilder().connectTimeout(SOON).build();
        HttpRequest scrape = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
            .timeout(SOON).build();
        Await.until(SOON, "the metrics know of a refused flow", () -> refusedFlows(client, scrape) > 0);
        HttpResponse<String> answer = client.send(scrape, HttpResponse.BodyHandlers.ofString());
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("text/plain; version=0.0.4"));
        PrometheusText text = PrometheusText.read(answer.body());
        assertEquals(1, text.samples.get("gateway_up"));
        assertTrue(text.samples.get("gateway_verdict_seconds_count") > 0);
        assertFalse(answer.body().contains(Site.SERVER.address4()));
    }

    private static double refusedFlows(HttpClient client, HttpRequest scrape) {
        try {
            HttpResponse<String> answer = client.send(scrape, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                ? PrometheusText.read(answer.body()).samples.getOrDefault("gateway_flows_refused_total", 0.0) : 0;
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void shouldWarnWhileTheRulesAreGone() {
        Await.until(SOON, "the rules are in place", () -> ask("hc:exec rules").contains("OK"));
        // They may be put back in the very moment, so that nobody sees them missing.
        Await.until(SOON, "a warning that the rules are gone", () -> {
            rig.laboratory().router().namespace().run("iptables", "-t", "mangle", "-F", "FORWARD");
            return Await.holds(Duration.ofSeconds(3), () -> ask("hc:exec rules").contains("WARN"));
        });
        Await.until(SOON, "the rules are in place again", () -> ask("hc:exec rules").contains("OK"));
        assertTrue(rig.gateway().stat("rules put back") > 0);
    }
}
