package gateway.core.internal.configuration;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code gateway.flows} for people and consoles; {@link FlowSettings} reads and checks it. */
@ObjectClassDefinition(name = "Gateway flows", pid = "gateway.flows",
    description = "How many flows are kept, and when silent ones are forgotten")
@interface FlowDefinition {
    /** The bound of all flow tables together. */
    @AttributeDefinition(description = "Flows at most, over all workers", required = false)
    int maxFlows() default 1_000_000;

    /** Half-open TCP, unanswered UDP. */
    @AttributeDefinition(description = "Seconds until a flow of which one side was heard is forgotten",
        required = false)
    int oneWaySeconds() default 30;

    /** Open TCP connections. */
    @AttributeDefinition(description = "Seconds until an open TCP connection is forgotten", required = false)
    int tcpSeconds() default 1800;

    /** UDP flows with both sides heard. */
    @AttributeDefinition(description = "Seconds until a UDP flow is forgotten", required = false)
    int udpSeconds() default 180;

    /** After the end. */
    @AttributeDefinition(description = "Seconds until a closed TCP connection is forgotten", required = false)
    int closedSeconds() default 5;
}
