package gateway.lab.bench;

import gateway.lab.LabException;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.browser.Browser;
import gateway.lab.network.FreePort;
import gateway.lab.network.Host;
import gateway.lab.process.Await;
import gateway.lab.process.ProcessStatus;
import gateway.lab.traffic.JavaProgram;
import gateway.lab.traffic.SynFlood;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The console's pages of a gateway that knows a hundred thousand flows, in headless Chromium: how soon a page is
 * there, and what keeping it up to date costs the gateway and the browser.
 */
final class ConsoleBenchmark implements Benchmark {
    private static final int FLOWS = 100_000;
    private static final int FLOODS = 10;
    /** Where they seem to come from. */
    private static final String SOURCES = "10.81.128.0/17";
    /** Flows of one packet are remembered as long as the benchmark may take. */
    private static final int REMEMBERED_SECONDS = 3600;
    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Duration WATCH = Duration.ofSeconds(20);
    private static final Duration COMING = Duration.ofMinutes(5);
    private static final double PERCENT = 100;
    private static final Pattern PASSWORD = Pattern.compile("first user is admin, with the password (\\S+)");

    @Override
    public String name() {
        return "console";
    }

    @Override
    public String title() {
        return "pages of the console with " + FLOWS + " flows: first paint, and the cost of updates";
    }

    @Override
    public List<Result> run(Settings settings, Progress progress) {
        int port = FreePort.find();
        try (Contestant contestant = Contestant.routedGateway("console", conf -> conf
                .flows("oneWaySeconds", REMEMBERED_SECONDS).console("enabled", true).console("port", port));
             Browser browser = Browser.start()) {
            flood(contestant, progress);
            GatewayProcess gateway = contestant.gateway().orElseThrow();
            String pages = "http://127.0.0.1:" + port + "/system/console/gateway/";
            logIn(browser, pages, password(gateway));
            List<Result> results = new ArrayList<>();
            browser.open("about:blank");
            Await.pause(SETTLE);
            results.addAll(costs(gateway, "no page", settings.runs(), progress));
            for (String page : List.of("overview", "flows")) {
                results.addAll(paints(browser, pages + page, page, settings.runs(), progress));
                Await.pause(SETTLE);
                results.addAll(costs(gateway, page, settings.runs(), progress));
            }
            progress.say("the page says: " + known(browser));
            return results;
        }
    }

    /** How many flows the last page speaks of; without them nothing has been measured. */
    private static String known(Browser browser) {
        String said = browser.text("#counts");
        if (Long.parseLong(said.replaceAll(".* of ", "").replace(",", "").strip()) < FLOWS * 9L / 10) {
            throw new LabException("the gateway does not know " + FLOWS + " flows: " + said);
        }
        return said;
    }

    /** One connection request a flow, from addresses behind the client that nobody answers for. */
    private static void flood(Contestant contestant, Progress progress) {
        Host client = contestant.client();
        contestant.laboratory().router().namespace().ip("route", "add", SOURCES, "via", client.address4());
        client.run("iptables", "-I", "INPUT", "-d", SOURCES, "-j", "DROP");
        client.run("ip", "route", "add", "local", SOURCES, "dev", "lo");
        GatewayProcess gateway = contestant.gateway().orElseThrow();
        // They come faster than a queue is long: what passed unseen comes once more.
        for (int i = 0; i < FLOODS && gateway.stat("flows") < FLOWS * 95L / 100; i++) {
            String said = new JavaProgram(SynFlood.class).run(client, COMING, "10.81.0.0",
                contestant.server().address4(), 80, FLOWS);
            progress.say("connection requests: " + said.strip() + ", flows known: " + gateway.stat("flows"));
        }
    }

    private static String password(GatewayProcess gateway) {
        Matcher said = PASSWORD.matcher(gateway.output());
        if (!said.find()) {
            throw new LabException("the gateway did not say its console's first password");
        }
        return said.group(1);
    }

    private static void logIn(Browser browser, String pages, String password) {
        browser.width(1280).open(pages + "overview");
        browser.find("#name").sendKeys("admin");
        browser.find("#password").sendKeys(password);
        browser.find("form button").click();
        browser.awaitText("#live", "Live");
    }

    /** Milliseconds from the click until something is there, and until the first numbers are. */
    private List<Result> paints(Browser browser, String address, String page, int runs, Progress progress) {
        double[] first = new double[runs];
        double[] shown = new double[runs];
        for (int run = 0; run < runs; run++) {
            browser.open("about:blank").open(address);
            browser.await("the first numbers", () ->
                browser.number("return performance.getEntriesByName('shown').length") > 0
                    && browser.number("return performance.getEntriesByName('first-contentful-paint').length") > 0);
            first[run] = browser.number("return performance.getEntriesByName('first-contentful-paint')[0].startTime");
            shown[run] = browser.number("return performance.getEntriesByName('shown')[0].startTime");
            progress.say(page + ", run " + (run + 1) + ": painted after " + Table.number(first[run])
                + " ms, numbers after " + Table.number(shown[run]) + " ms");
        }
        return List.of(
            Result.alone(name(), page + ": first paint", Bootstrap.medianOf(first), "ms", runs),
            Result.alone(name(), page + ": numbers are shown", Bootstrap.medianOf(shown), "ms", runs));
    }

    /** Shares of a core while a page is kept up to date. */
    private List<Result> costs(GatewayProcess gateway, String page, int runs, Progress progress) {
        double[] served = new double[runs];
        double[] drawn = new double[runs];
        for (int run = 0; run < runs; run++) {
            long start = System.nanoTime();
            Duration gatewayBefore = gateway.cpu().cpu();
            Map<Long, Duration> browserBefore = browserCpu();
            Await.pause(WATCH);
            Map<Long, Duration> browserAfter = browserCpu();
            double seconds = (System.nanoTime() - start) / 1e9;
            served[run] = PERCENT * gateway.cpu().cpu().minus(gatewayBefore).toMillis() / 1e3 / seconds;
            drawn[run] = PERCENT * browserAfter.entrySet().stream().mapToLong(process -> process.getValue()
                .minus(browserBefore.getOrDefault(process.getKey(), Duration.ZERO)).toMillis()).sum() / 1e3 / seconds;
            progress.say(page + ", run " + (run + 1) + ": gateway " + Table.number(served[run]) + " %, browser "
                + Table.number(drawn[run]) + " % of a core");
        }
        return List.of(
            Result.alone(name(), page + ": gateway", Bootstrap.medianOf(served), "% of a core", runs),
            Result.alone(name(), page + ": browser, all processes", Bootstrap.medianOf(drawn), "% of a core", runs));
    }

    private static Map<Long, Duration> browserCpu() {
        return ProcessHandle.current().descendants()
            .filter(process -> process.info().command().orElse("").contains("chrom"))
            .flatMap(process -> ProcessStatus.of(process.pid()).stream().map(status ->
                Map.entry(process.pid(), status.cpu())))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
