package gateway.core.internal.shell;

import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.core.internal.appliance.Inspection;
import gateway.core.internal.appliance.Inspection.Totals;
import gateway.core.internal.intake.QueueState;
import gateway.core.internal.kernel.ConntrackLevel;
import gateway.core.internal.kernel.RefusedPair;
import gateway.core.internal.kernel.RuleCounters;
import gateway.core.internal.pipeline.ManagedFlow;
import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.policy.Rule;
import java.io.IOException;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** {@code gateway:flows}, {@code gateway:stats}, {@code gateway:blocked}. */
public final class GatewayShell {
    private static final int DEFAULT_ROWS = 50;
    private static final int LOOKED_AT = 100_000;
    private static final String ROW = "%-14s %-8s %-40s %-40s %12s %12s %-11s %s%n";

    private static final String PAIR = "%-40s %-46s %-8s %s%n";

    private final Inspection inspection;

    private GatewayShell(Inspection inspection) {
        this.inspection = inspection;
    }

    /** Offers the commands; unregister what is returned to take them away. */
    public static ServiceRegistration<?> register(BundleContext context, Inspection inspection) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("osgi.command.scope", "gateway");
        properties.put("osgi.command.function", new String[] {"flows", "stats", "blocked"});
        return context.registerService(GatewayShell.class, new GatewayShell(inspection), properties);
    }

    /** The flows with the most bytes. */
    @Descriptor("flows, those with the most bytes first")
    public String flows(
        @Descriptor("only this application") @Parameter(names = {"-a", "--application"}, absentValue = "")
        String application,
        @Descriptor("how many rows") @Parameter(names = {"-n", "--rows"}, absentValue = "" + DEFAULT_ROWS)
        int rows) throws TimeoutException, InterruptedException {
        List<Row> flows = inspection.flows(LOOKED_AT, Row::of);
        StringBuilder table = new StringBuilder(String.format(ROW, "APPLICATION", "STATE", "CLIENT", "SERVER",
            "BYTES OUT", "BYTES IN", "DECISION", "RULE"));
        flows.stream().filter(row -> application.isEmpty() || row.application.equals(application))
            .sorted(Comparator.comparingLong(Row::bytes).reversed()).limit(Math.max(0, rows))
            .forEach(row -> table.append(row.line()));
        return table.append(flows.size()).append(flows.size() == 1 ? " flow" : " flows").toString();
    }

    /** What was counted since the start. */
    @Descriptor("what was counted since the start")
    public String stats() throws TimeoutException, InterruptedException, IOException {
        Totals totals = inspection.totals();
        RuleCounters rules = inspection.ruleCounters();
        ConntrackLevel level = inspection.conntrackLevel();
        Lines lines = new Lines();
        lines.add("rules", inspection.rulesInForce());
        lines.add("packets", totals.counters().packets).add("bytes", totals.counters().bytes)
            .add("payload packets", totals.counters().payloadPackets)
            .add("malformed packets", totals.counters().malformedPackets)
            .add("other packets", totals.counters().otherPackets)
            .add("flows", totals.flows()).add("flows created", totals.flowsCreated())
            .add("flows identified", totals.counters().identifiedFlows)
            .add("flows offloaded", totals.counters().offloadedFlows)
            .add("flows refused", totals.counters().refusedFlows)
            .add("packets refused", totals.counters().refusedPackets)
            .add("packets moved to the reading lane", totals.counters().movedPackets)
            .add("heads stored", totals.heads()).add("heads without memory", totals.headsRefused())
            .add("kernel packets accepted", rules.accepted()).add("kernel packets refused", rules.refused())
            .add("kernel new connections refused", rules.refusedNew())
            .add("kernel packets queued", rules.queued())
            .add("kernel packets passed unseen", unseen(totals, rules))
            .add("kernel connections", level.entries() + " of " + level.maximum())
            .add("announced peers", inspection.announcedPeers()).add("records lost", inspection.recordsLost())
            .add("rules put back", inspection.repairs()).add("parser errors", totals.counters().parserErrors);
        for (ExceptionCase which : ExceptionCase.values()) {
            lines.add("exception " + which.key(), totals.counters().exceptions(which));
        }
        for (QueueState queue : inspection.queues()) {
            lines.add("queue " + queue.queue(), queue.waiting() + " waiting, " + queue.droppedFull()
                + " dropped full, " + queue.droppedUnread() + " dropped unread");
        }
        totals.bytesByApplication().forEach((application, bytes) -> lines.add("bytes of " + application, bytes));
        return lines.toString();
    }

    /** Pairs that the kernel keeps out. */
    @Descriptor("pairs whose new connections the kernel refuses, and for how long")
    public String blocked() throws IOException {
        List<RefusedPair> pairs = inspection.refusedPairs(LOOKED_AT);
        StringBuilder table = new StringBuilder(String.format(PAIR, "CLIENT", "SERVER", "PROTOCOL", "FOR"));
        pairs.forEach(pair -> table.append(String.format(PAIR, pair.client(),
            new Endpoint(pair.server(), pair.serverPort()), pair.protocol() == 6 ? "tcp" : "udp",
            pair.secondsLeft() + " s")));
        return table.append(pairs.size()).append(pairs.size() == 1 ? " pair" : " pairs").toString();
    }

    /** Packets that the rules sent to the queues and that nobody here saw: passed by bypass or fail-open. */
    private long unseen(Totals totals, RuleCounters rules) {
        return Math.max(0, rules.queued() + totals.counters().movedPackets - inspection.packetsReceived());
    }

    private record Row(String application, String state, String client, String server, long out, long in,
                       String decision, String rule) {
        static Row of(ManagedFlow flow) {
            return new Row(flow.application().isEmpty() ? Rule.UNIDENTIFIED : flow.application(),
                flow.protocol() == 6 ? flow.tcp.word().substring(0, 3) + "/tcp" : "udp",
                flow.client().toString(), flow.server().toString(),
                flow.totalBytes(Direction.TO_SERVER), flow.totalBytes(Direction.TO_CLIENT),
                flow.ruling() == null ? "undecided"
                    : flow.ruling().decision().action().name().toLowerCase(java.util.Locale.ROOT),
                flow.ruling() == null ? "" : flow.ruling().decision().rule());
        }

        long bytes() {
            return out + in;
        }

        String line() {
            return String.format(ROW, application, state, client, server, out, in, decision, rule);
        }
    }

    private static final class Lines {
        private final StringBuilder text = new StringBuilder();

        Lines add(String name, Object value) {
            text.append(String.format("%-36s %s%n", name, value));
            return this;
        }

        @Override
        public String toString() {
            return text.toString().stripTrailing();
        }
    }
}
