package gateway.lab.demo;

import gateway.lab.appliance.Configuration;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.appliance.Records;
import gateway.lab.appliance.Rule;
import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.network.Plan;
import gateway.lab.network.Site;
import gateway.lab.process.Command;
import gateway.lab.program.Curl;
import gateway.lab.program.Nginx;
import gateway.lab.program.SharedFile;
import java.nio.file.Path;
import java.time.Duration;

/** The gateway in a network of another make: what it identifies, refuses and lets through is the same everywhere. */
final class SetUpScenario implements Scenario {
    static final Scenario ROUTED = new SetUpScenario("routed", "between two networks, as a router", Plan.ROUTED);
    static final Scenario NAT = new SetUpScenario("nat", "as a router that hides the inside (masquerading)", Plan.NAT);
    static final Scenario BRIDGE = new SetUpScenario("bridge", "in the middle of one network, as a bridge",
        Plan.BRIDGED);

    private static final long BYTES = 2L << 20;
    private static final Duration RECORD = Duration.ofSeconds(10);

    private final String name;
    private final String title;
    private final Plan plan;

    private SetUpScenario(String name, String title, Plan plan) {
        this.name = name;
        this.title = title;
        this.plan = plan;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return title;
    }

    /** In a laboratory of its own, beside the stage. */
    @Override
    public void play(Stage stage, Narrator narrator) {
        try (Laboratory laboratory = Laboratory.build(plan)) {
            tell(laboratory, narrator);
        }
    }

    private void tell(Laboratory laboratory, Narrator narrator) {
        Path site = laboratory.directory("www");
        SharedFile forbidden = SharedFile.create(site.resolve("holiday.iso"), BYTES, 1);
        SharedFile harmless = SharedFile.create(site.resolve("report.pdf"), BYTES, 2);
        Nginx.start(laboratory, laboratory.host(Site.SERVER), site);
        Configuration configuration = Configuration.of(laboratory)
            .rule(Rule.of("no-iso", "block", "http").with("fileName", "*.iso"));
        try (GatewayProcess gateway = GatewayProcess.ready(laboratory, configuration)) {
            Host server = laboratory.host(Site.SERVER);
            narrator.step("the client fetches " + harmless.name() + ", IPv4 and IPv6",
                "both come, and their SHA-256 is right", () -> both(
                    comes(laboratory, Curl.url4(server, harmless), harmless),
                    comes(laboratory, Curl.url6(server, harmless), harmless)));
            narrator.step("the client asks for " + forbidden.name() + ", which a rule blocks, IPv4 and IPv6",
                "both are reset, no byte of the file arrives", () -> both(
                    refused(laboratory, Curl.url4(server, forbidden)),
                    refused(laboratory, Curl.url6(server, forbidden))));
            narrator.step("the records name who asked", "the client's own address, " + Site.CLIENT.address4(),
                () -> recorded(gateway));
        }
    }

    private static Outcome both(Outcome first, Outcome second) {
        return new Outcome(first.asExpected() && second.asExpected(), first.came() + "; " + second.came());
    }

    private static Outcome comes(Laboratory laboratory, String url, SharedFile original) {
        Path target = laboratory.directory("got-" + System.nanoTime()).resolve(original.name());
        Command.Output output = new Curl(laboratory.host(Site.CLIENT)).fetch(url, target);
        boolean same = original.sameAs(target);
        return new Outcome(same, same ? "it came, and it is right" : output.err().strip());
    }

    private static Outcome refused(Laboratory laboratory, String url) {
        Path target = laboratory.directory("got-" + System.nanoTime()).resolve("refused");
        long start = System.nanoTime();
        Command.Output output = new Curl(laboratory.host(Site.CLIENT)).fetch(url, target);
        boolean reset = Duration.ofNanos(System.nanoTime() - start).compareTo(RECORD) < 0;
        long bytes = Payload.written(target);
        return new Outcome(!output.ok() && bytes == 0 && reset,
            (output.ok() ? "curl was content" : output.err().strip()) + "; " + bytes + " bytes arrived");
    }

    private static Outcome recorded(GatewayProcess gateway) {
        boolean found = gateway.records().await(RECORD, Records.decision("block", "http", Site.SERVER.address4())
            .and(record -> record.path("src_ip").asText().equals(Site.CLIENT.address4())));
        return new Outcome(found, found ? "so they do" : "no such record within " + RECORD.toSeconds() + " s");
    }
}
