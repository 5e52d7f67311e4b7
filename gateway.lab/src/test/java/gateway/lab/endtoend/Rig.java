package gateway.lab.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.lab.appliance.Configuration;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.appliance.Rule;
import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.network.Plan;
import gateway.lab.network.Site;
import gateway.lab.program.Nginx;
import gateway.lab.program.SharedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A laboratory with a gateway in it, for one test. */
record Rig(Laboratory laboratory, Configuration configuration, GatewayProcess gateway) implements AutoCloseable {
    /** A rule that refuses all BitTorrent. */
    static final Rule NO_BITTORRENT = Rule.of("no-bittorrent", "block", "bittorrent");
    /** A rule that lets the tracker through, so that clients learn of peers and knock at their doors. */
    static final Rule TRACKER = Rule.of("tracker", "allow", "bittorrent").with("order", "50")
        .with("peer", Site.SERVER.address4());
    /** A rule that shows in the records what is identified, and refuses nothing. */
    static final Rule WATCH = Rule.of("watch", "monitor", "bittorrent");

    /** Builds it with rules that hold from the start. */
    static Rig with(Plan plan, Rule... rules) {
        return configured(plan, configuration -> List.of(rules).forEach(configuration::rule));
    }

    /** For the localizer the peers' site is near from the start, and the laboratory's addresses are public. */
    static Rig withNearPeers(Rule... rules) {
        return configured(Plan.STANDARD, configuration -> {
            configuration.localizer("ownNetworks", Site.PEER.network4()).localizer("privateNetworks", "10.0.0.0/8");
            List.of(rules).forEach(configuration::rule);
        });
    }

    /** Builds it with what these settings say from the start. */
    static Rig configured(Plan plan, Consumer<Configuration> settings) {
        assumeTrue(Laboratory.possible(), "network namespaces need root");
        Laboratory laboratory = Laboratory.build(plan);
        try {
            Configuration configuration = Configuration.of(laboratory);
            settings.accept(configuration);
            return new Rig(laboratory, configuration, GatewayProcess.ready(laboratory, configuration));
        } catch (RuntimeException e) {
            laboratory.close();
            throw e;
        }
    }

    /** The same with interfaces as they come and all sites. */
    static Rig with(Rule... rules) {
        return with(Plan.STANDARD, rules);
    }

    Host client() {
        return laboratory.host(Site.CLIENT);
    }

    Host seeder() {
        return laboratory.host(Site.SEEDER);
    }

    Host server() {
        return laboratory.host(Site.SERVER);
    }

    /** Has the server serve a page of so many bytes, which it answers. */
    SharedFile serve(int size) {
        Path site = laboratory.directory("www");
        SharedFile file = SharedFile.create(site.resolve("page.bin"), size, 1);
        Nginx.start(laboratory, server(), site);
        return file;
    }

    /** A new directory for what a client fetches. */
    Path fresh() {
        return laboratory.directory("got-" + System.nanoTime());
    }

    /** How many bytes of a file are there, 0 if there is none. */
    static long stored(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        gateway.close();
        laboratory.close();
    }
}
