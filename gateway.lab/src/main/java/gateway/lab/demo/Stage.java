package gateway.lab.demo;

import gateway.lab.appliance.Configuration;
import gateway.lab.appliance.GatewayProcess;
import gateway.lab.appliance.Rule;
import gateway.lab.network.Host;
import gateway.lab.network.Laboratory;
import gateway.lab.network.Plan;
import gateway.lab.network.Site;
import gateway.lab.program.Nginx;
import gateway.lab.program.SharedFile;
import gateway.lab.program.Swarm;
import gateway.lab.program.Transmission;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where all scenarios play: one laboratory, one gateway, a swarm and a web server. */
public final class Stage implements AutoCloseable {
    /** Large enough for a transfer of some seconds. */
    private static final long FILM_BYTES = 30L << 20;
    private static final long PAGE_BYTES = 8L << 20;
    /** The film lasts some 15 seconds at this rate, so that a rule can come in its middle. */
    private static final int SEEDER_MEGABITS = 16;

    private final Laboratory laboratory;
    private final Configuration configuration;
    private final GatewayProcess gateway;
    private final Swarm swarm;
    private final List<SharedFile> pages;
    private final List<Rule> rules = new ArrayList<>();
    private int downloads;

    private Stage(Laboratory laboratory) {
        this.laboratory = laboratory;
        laboratory.host(Site.SEEDER).limitSending(SEEDER_MEGABITS);
        swarm = Swarm.start(laboratory, FILM_BYTES, Transmission.Style.PLAIN);
        Path site = laboratory.directory("www");
        pages = List.of(SharedFile.create(site.resolve("holiday.iso"), PAGE_BYTES, 1),
            SharedFile.create(site.resolve("report.pdf"), PAGE_BYTES, 2));
        Nginx.start(laboratory, server(), site);
        configuration = Configuration.of(laboratory);
        gateway = GatewayProcess.ready(laboratory, configuration);
    }

    /** Sets everything up. */
    public static Stage set() {
        Laboratory laboratory = Laboratory.build(Plan.STANDARD);
        try {
            return new Stage(laboratory);
        } catch (RuntimeException e) {
            laboratory.close();
            throw e;
        }
    }

    /** The networks. */
    public Laboratory laboratory() {
        return laboratory;
    }

    /** The gateway between them. */
    public GatewayProcess gateway() {
        return gateway;
    }

    /** The film over BitTorrent. */
    public Swarm swarm() {
        return swarm;
    }

    /** The client inside. */
    public Host client() {
        return laboratory.host(Site.CLIENT);
    }

    /** The tracker and web server outside. */
    public Host server() {
        return laboratory.host(Site.SERVER);
    }

    /** The file on the web server that a rule will forbid. */
    public SharedFile forbiddenPage() {
        return pages.get(0);
    }

    /** The file on the web server that nobody minds. */
    public SharedFile harmlessPage() {
        return pages.get(1);
    }

    /** A new directory for what a client fetches. */
    public Path freshDirectory() {
        return laboratory.directory("got-" + ++downloads);
    }

    /** Adds a rule, without waiting for it; it is taken away when the scenario ends. */
    public void rule(Rule rule) {
        rules.add(rule);
        configuration.rule(rule);
    }

    /** Adds rules and waits until they are in force. */
    public void rules(Rule... more) {
        gateway.change(rules.size() + more.length, () -> List.of(more).forEach(this::rule));
    }

    /** Takes all rules of the scenario away. */
    public void clearRules() {
        if (!rules.isEmpty()) {
            gateway.change(0, () -> rules.forEach(configuration::remove));
            rules.clear();
        }
    }

    @Override
    public void close() {
        gateway.close();
        laboratory.close();
    }
}
