package gateway.lab.bench;

import gateway.lab.appliance.Configuration;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.network.Plan;
import gateway.lab.network.Site;
import gateway.lab.process.ProcessStatus;
import gateway.lab.program.Iperf;
import gateway.lab.program.Nginx;
import gateway.lab.program.SharedFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One way to carry traffic, ready in a laboratory of its own: source NAT by the kernel, with or without a gateway
 * in it. Contestants wait side by side, so that rounds can take them in turn; an idle gateway costs next to nothing.
 */
final class Contestant implements AutoCloseable {
    private static final Plan ROUTED = new Plan(List.of(Site.CLIENT, Site.SERVER), Plan.Offloads.ON, false);
    private static final Plan NAT = new Plan(ROUTED.sites(), Plan.Offloads.ON, true);
    /** Where web servers are that serve the same. */
    static final List<Site> SERVERS = List.of(Site.SERVER, Site.PEER, Site.SEEDER);
    private static final Plan THREE_SERVERS =
        new Plan(List.of(Site.CLIENT, Site.SERVER, Site.PEER, Site.SEEDER), Plan.Offloads.ON, true);
    private static final int LARGE = 2 << 20;
    private static final int SMALL = 10 << 10;

    private final String name;
    private final Laboratory laboratory;
    private final Optional<GatewayProcess> gateway;
    private final Iperf iperf;
    private final SharedFile large;
    private final SharedFile small;

    private Contestant(String name, Plan plan, Laboratory laboratory, Optional<UnaryOperator<Configuration>> setting) {
        this.name = name;
        this.laboratory = laboratory;
        Path site = laboratory.directory("www");
        large = SharedFile.create(site.resolve("large.bin"), LARGE, 1);
        small = SharedFile.create(site.resolve("small.bin"), SMALL, 2);
        plan.sites().stream().filter(SERVERS::contains)
            .forEach(each -> Nginx.start(laboratory, laboratory.host(each), site));
        iperf = Iperf.start(client(), server());
        gateway = setting.map(change ->
            GatewayProcess.ready(laboratory, change.apply(Configuration.of(laboratory))));
    }

    /** The kernel's NAT alone. */
    static Contestant kernel() {
        return set("kernel NAT", NAT, Optional.empty());
    }

    /** The kernel's NAT with a gateway that is configured by {@code setting}. */
    static Contestant gateway(String name, UnaryOperator<Configuration> setting) {
        return set(name, NAT, Optional.of(setting));
    }

    /** NAT to three web servers; without a gateway where there is no setting. */
    static Contestant threeServers(String name, Optional<UnaryOperator<Configuration>> setting) {
        return set(name, THREE_SERVERS, setting);
    }

    /** The same without NAT, which has no more than 65 thousand ports for one server. */
    static Contestant routedGateway(String name, UnaryOperator<Configuration> setting) {
        return set(name, ROUTED, Optional.of(setting));
    }

    /**
     * No NAT, and packets as they are on a wire: none is merged, checksums are complete.
     *
     * @param setting of the gateway; empty for none
     */
    static Contestant plain(String name, Optional<UnaryOperator<Configuration>> setting) {
        return set(name, ROUTED.with(Plan.Offloads.OFF), setting);
    }

    private static Contestant set(String name, Plan plan, Optional<UnaryOperator<Configuration>> setting) {
        Laboratory laboratory = Laboratory.build(plan);
        try {
            return new Contestant(name, plan, laboratory, setting);
        } catch (RuntimeException e) {
            laboratory.close();
            throw e;
        }
    }

    String name() {
        return name;
    }

    Laboratory laboratory() {
        return laboratory;
    }

    Optional<GatewayProcess> gateway() {
        return gateway;
    }

    Host client() {
        return laboratory.host(Site.CLIENT);
    }

    Host server() {
        return laboratory.host(Site.SERVER);
    }

    Iperf iperf() {
        return iperf;
    }

    /** A file of 2 MB on the web server, as the paper's. */
    SharedFile large() {
        return large;
    }

    /** A file of 10 KB on the web server. */
    SharedFile small() {
        return small;
    }

    /** Lets the kernel forget datagrams within a second: ports that come again in every round are to be new there. */
    void forgetDatagrams() {
        for (String timeout : List.of("udp_timeout", "udp_timeout_stream")) {
            laboratory.router().namespace().sysctl("net.netfilter.nf_conntrack_" + timeout, 1);
        }
    }

    /** CPU time of the gateway so far, zero where there is none. */
    Duration cpu() {
        return gateway.map(GatewayProcess::cpu).map(ProcessStatus::cpu).orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        gateway.ifPresent(GatewayProcess::close);
        laboratory.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
