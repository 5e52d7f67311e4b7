package gateway.core.internal.shell;

import gateway.api.operation.Explanation;
import gateway.api.operation.FlowDirectory;
import gateway.api.operation.FlowLine;
import gateway.api.operation.FlowPage;
import gateway.api.operation.FlowQuery;
import gateway.api.operation.NotAnswering;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;

/** {@code gateway:flows}, {@code gateway:explain}, {@code gateway:release}, {@code gateway:refuse}. */
public final class FlowCommands {
    private static final int DEFAULT_ROWS = 50;
    private static final String NO_FLOW = "there is no flow %d (any more)";

    private final FlowDirectory flows;

    FlowCommands(FlowDirectory flows) {
        this.flows = flows;
    }

    /** The flows with the most bytes. */
    @Descriptor("flows, those with the most bytes first")
    public String flows(
        @Descriptor("only this application") @Parameter(names = {"-a", "--application"}, absentValue = "")
        String application,
        @Descriptor("only what has this text: an address, a network, :port, a rule, a file name ...")
        @Parameter(names = {"-t", "--text"}, absentValue = "")
        String text,
        @Descriptor("by bytes, rate, started, last, application, client or server")
        @Parameter(names = {"-o", "--order"}, absentValue = "bytes")
        FlowQuery.Order order,
        @Descriptor("how many rows, 1 to 1000") @Parameter(names = {"-n", "--rows"}, absentValue = "" + DEFAULT_ROWS)
        int rows) throws NotAnswering {
        boolean byName = order.compareTo(FlowQuery.Order.LAST) > 0;
        FlowPage page = flows.find(new FlowQuery(text, application, order, !byName, rows));
        Table table = new Table("FLOW", "APPLICATION", "STATE", "CLIENT", "SERVER", "BYTES OUT", "BYTES IN",
            "DECISION", "RULE", "PLACE");
        page.flows().forEach(flow -> table.row(flow.id(), flow.application(), state(flow), flow.client(),
            flow.server(), flow.bytesToServer(), flow.bytesToClient(), flow.decision(), flow.rule(),
            lower(flow.place())));
        boolean all = page.matching() == page.flows().size();
        return table.with((all ? "" : page.flows().size() + " of ") + Table.count(page.matching(), "flow")
            + (page.matching() == page.total() ? "" : ", " + page.total() + " in all"));
    }

    /** What policy does with a flow. */
    @Descriptor("what policy does with a flow, and why")
    public String explain(@Descriptor("the flow's number") long flow) throws NotAnswering {
        Optional<Explanation> found = flows.explain(flow);
        if (found.isEmpty()) {
            return String.format(NO_FLOW, flow);
        }
        Explanation explanation = found.get();
        FlowLine line = explanation.flow();
        Table table = new Table("RULE", "HOLDS", "REASON");
        explanation.steps().forEach(step -> table.row(step.rule(), step.answer(), Plain.of(step.reason())));
        return line.application() + ' ' + line.client() + " -> " + line.server()
            + (line.identifiedBy().isEmpty() ? "" : ", identified by " + Plain.of(line.identifiedBy()))
            + (line.requestedName().isEmpty() ? "" : ", asked for " + Plain.of(line.requestedName())) + '\n'
            + table.with(explanation.decision() + " by " + explanation.rule());
    }

    /** Lets a flow pass. */
    @Descriptor("let a flow pass, whatever the rules say, and its pair's next connections for ten minutes")
    public String release(@Descriptor("the flow's number") long flow) throws NotAnswering {
        return flows.release(flow) ? "flow " + flow + " passes" : String.format(NO_FLOW, flow);
    }

    /** Refuses a flow. */
    @Descriptor("drop and reset a flow, whatever the rules say")
    public String refuse(@Descriptor("the flow's number") long flow) throws NotAnswering {
        return flows.refuse(flow) ? "flow " + flow + " is refused" : String.format(NO_FLOW, flow);
    }

    private static String state(FlowLine flow) {
        return flow.transport().id().equals("tcp") ? flow.state().substring(0, 3) + "/tcp" : "udp";
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }
}
