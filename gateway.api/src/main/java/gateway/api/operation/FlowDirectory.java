package gateway.api.operation;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The flows that the gateway knows now. */
@ProviderType
public interface FlowDirectory {
    /**
     * Looks for flows. Packets do not wait for it, whatever the size of the table.
     *
     * @throws NotAnswering where the flows cannot be seen now
     */
    FlowPage find(FlowQuery query) throws NotAnswering;

    /**
     * What policy does with a flow, rule by rule, and why; empty if there is no such flow any more.
     *
     * @throws NotAnswering where the flow cannot be seen now
     */
    Optional<Explanation> explain(long flowId) throws NotAnswering;

    /**
     * Lets a flow pass from now on, whatever the rules say, and forgets that its pair was refused. A refused TCP
     * connection was reset and does not come back; so the pair's next connections to the same port pass, too, for ten
     * minutes.
     *
     * @return whether there was such a flow
     * @throws NotAnswering where it cannot be done now
     */
    boolean release(long flowId) throws NotAnswering;

    /**
     * Refuses a flow from now on, whatever the rules say: drops and resets it. Later connections are the rules' again.
     *
     * @return whether there was such a flow
     * @throws NotAnswering where it cannot be done now
     */
    boolean refuse(long flowId) throws NotAnswering;
}
