package gateway.core.internal.appliance;

import gateway.core.internal.intake.QueueState;
import gateway.core.internal.kernel.ConnectionCache;
import gateway.core.internal.kernel.Conntrack;
import gateway.core.internal.kernel.ConntrackLevel;
import gateway.core.internal.kernel.KernelRules;
import gateway.core.internal.kernel.RefusedPair;
import gateway.core.internal.kernel.RuleCounters;
import gateway.core.internal.netlink.Netns;
import gateway.core.internal.pipeline.Counters;
import gateway.core.internal.pipeline.ManagedFlow;
import gateway.core.internal.policy.Policy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What can be seen of a running gateway, gathered from workers and kernel. Any thread but a worker's; waits for the
 * workers' answers.
 */
public final class Inspection {
    private final Netns netns;
    private final Crew crew;
    private final KernelRules rules;
    private final ConnectionCache cache;
    private final Conntrack conntrack;
    private final PlugIns plugIns;
    private final Supplier<Policy> policy;

    Inspection(Netns netns, Crew crew, KernelRules rules, ConnectionCache cache, Conntrack conntrack,
               PlugIns plugIns, Supplier<Policy> policy) {
        this.netns = netns;
        this.crew = crew;
        this.rules = rules;
        this.cache = cache;
        this.conntrack = conntrack;
        this.plugIns = plugIns;
        this.policy = policy;
    }

    /**
     * All workers' counts together.
     *
     * @param counters of the pipelines
     * @param flows in the tables
     * @param flowsCreated since the start
     * @param heads stored for flows that are being classified
     * @param headsRefused how often there was no memory for one
     * @param bytesByApplication what the kernel handled alone included
     */
    public record Totals(Counters counters, int flows, long flowsCreated, int heads, long headsRefused,
                         Map<String, Long> bytesByApplication) {
    }

    /** All workers' counts together, as of now. */
    public Totals totals() throws TimeoutException, InterruptedException {
        Counters counters = new Counters();
        Map<String, Long> bytes = new TreeMap<>();
        int flows = 0;
        int heads = 0;
        long created = 0;
        long refused = 0;
        for (var worker : crew.proxies()) {
            Totals one = worker.ask(pipeline -> {
                Map<String, Long> own = new TreeMap<>();
                pipeline.traffic().addTo(own);
                return new Totals(pipeline.counters().copy(), pipeline.flows().size(), pipeline.flows().created(),
                    pipeline.classifier().headsInUse(), pipeline.classifier().headsRefused(), own);
            });
            counters.add(one.counters());
            one.bytesByApplication().forEach((application, sum) -> bytes.merge(application, sum, Long::sum));
            flows += one.flows();
            heads += one.heads();
            created += one.flowsCreated();
            refused += one.headsRefused();
        }
        return new Totals(counters, flows, created, heads, refused, bytes);
    }

    /** What {@code view} makes of flows, of at most {@code limit} a worker; it runs on the workers' threads. */
    public <T> List<T> flows(int limit, Function<ManagedFlow, T> view) throws TimeoutException, InterruptedException {
        List<T> all = new ArrayList<>();
        for (var worker : crew.proxies()) {
            all.addAll(worker.ask(pipeline -> {
                List<T> own = new ArrayList<>();
                pipeline.flows().forEach(flow -> {
                    if (own.size() < limit) {
                        own.add(view.apply(flow));
                    }
                });
                return own;
            }));
        }
        return all;
    }

    /** Pairs whose new connections the kernel refuses now. */
    public List<RefusedPair> refusedPairs(int limit) throws IOException {
        return cache.list(limit);
    }

    /** What the gateway's rules counted. */
    public RuleCounters ruleCounters() throws IOException {
        return rules.counters();
    }

    /** How many rules the policy in force has. */
    public int rulesInForce() {
        return policy.get().rules().size();
    }

    /** How often the rules had to be put back. */
    public long repairs() {
        return rules.repairs();
    }

    /** The kernel's queues of this gateway. */
    public List<QueueState> queues() throws IOException {
        return QueueState.read(netns);
    }

    /** Packets that reached the workers; one that came through both lanes counts twice. */
    public long packetsReceived() {
        return crew.sockets().stream().mapToLong(socket -> socket.counters().packets()).sum();
    }

    /** How full the kernel's connection table is. */
    public ConntrackLevel conntrackLevel() throws IOException {
        return conntrack.level();
    }

    /** How many peers are on the address list. */
    public int announcedPeers() {
        return plugIns.announced().size();
    }

    /** Records that were lost since the auditors were slower than the traffic. */
    public long recordsLost() {
        return plugIns.records().lost();
    }
}
