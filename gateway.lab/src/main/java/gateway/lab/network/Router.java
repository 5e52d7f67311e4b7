package gateway.lab.network;

import gateway.lab.LabException;
import gateway.lab.process.Programs;
import gateway.lab.process.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The namespace between the sites: it forwards, and it is where the gateway's rules and queues are. Its counters are
 * read through a process that sleeps inside, which takes microseconds instead of the milliseconds of a fork.
 */
public final class Router {
    /** The name of the bridge, where there is one. */
    static final String BRIDGE = "bridge";
    private static final Duration LIFE = Duration.ofHours(12);

    private final Namespace namespace;
    private final RunningProgram anchor;

    Router(Namespace namespace, Programs programs) {
        this.namespace = namespace;
        namespace.sysctl("net.ipv4.ip_forward", 1);
        namespace.sysctl("net.ipv6.conf.all.forwarding", 1);
        anchor = programs.start(new Programs.Start("router", namespace.inside(List.of("sleep", "infinity")), LIFE));
    }

    /** The namespace that it is. */
    public Namespace namespace() {
        return namespace;
    }

    /** What the interface to a site has carried. */
    public Traffic traffic(Site site) {
        String start = site.routerInterface() + ":";
        return read("net/dev").stream().map(String::strip).filter(line -> line.startsWith(start)).findFirst()
            .map(line -> Traffic.parse(line.substring(start.length())))
            .orElseThrow(() -> new LabException("no interface " + site.routerInterface()));
    }

    /** The queues that are bound, none if nobody listens. */
    public List<QueueStatus> queues() {
        return QueueStatus.parse(read("net/netfilter/nfnetlink_queue"));
    }

    /** How many packets have been given to user space, through all queues, since they were bound. */
    public long queuedPackets() {
        return queues().stream().mapToLong(QueueStatus::passed).sum();
    }

    /** How many connections conntrack holds. */
    public long connections() {
        return Long.parseLong(namespace.run("sysctl", "-n", "net.netfilter.nf_conntrack_count").out().strip());
    }

    /** Whether the kernel was told to drop all that belongs to a connection with this address. */
    public boolean drops(String server) {
        return !namespace.run("conntrack", "-L", "-d", server, "--mark", "0x30000/0xff0000").out().isBlank();
    }

    /** Every rule and set of the namespace, both families, in the tools' own words. */
    public String rules() {
        return namespace.run("iptables-save").out() + namespace.run("ip6tables-save").out()
            + namespace.run("ipset", "list", "-terse").out();
    }

    /** Every set with its entries, in the tool's own words. */
    public String sets() {
        return namespace.run("ipset", "list").out();
    }

    /** Lets it send to a site no faster than so many megabits a second; what waits, waits for 50 ms at most. */
    public void limitSending(Site site, int megabits) {
        namespace.run("tc", "qdisc", "replace", "dev", site.routerInterface(), "root", "tbf", "rate",
            megabits + "mbit", "burst", "256kb", "latency", "50ms");
    }

    /** Makes it a bridge that routes nothing and shows iptables what goes across. */
    void addBridge() {
        namespace.sysctl("net.ipv4.ip_forward", 0);
        namespace.sysctl("net.ipv6.conf.all.forwarding", 0);
        namespace.ip("link", "add", BRIDGE, "type", "bridge");
        namespace.ip("link", "set", BRIDGE, "up");
        namespace.sysctl("net.bridge.bridge-nf-call-iptables", 1);
        namespace.sysctl("net.bridge.bridge-nf-call-ip6tables", 1);
    }

    /** Hides everything that leaves through this site's interface behind the router's address there. */
    void masquerade(Site outside) {
        for (String tables : List.of("iptables", "ip6tables")) {
            namespace.run(tables, "-t", "nat", "-A", "POSTROUTING", "-o", outside.routerInterface(),
                "-j", "MASQUERADE");
        }
    }

    private List<String> read(String file) {
        Path path = Path.of("/proc", Long.toString(anchor.pid()), file);
        try {
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            throw new LabException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }
}
