package gateway.core.internal.configuration;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * {@code gateway.exceptions} for people and consoles; what each means is at
 * {@link gateway.core.internal.policy.ExceptionCase}.
 */
@ObjectClassDefinition(name = "Gateway exception policies", pid = "gateway.exceptions",
    description = "What happens in abnormal cases")
@interface ExceptionDefinition {
    /** A bundle threw. */
    @AttributeDefinition(options = {@Option("PASS"), @Option("BLOCK")}, required = false,
        description = "A protocol bundle failed on the flow")
    String parserError() default "PASS";

    /** A bundle was removed. */
    @AttributeDefinition(options = {@Option("PASS"), @Option("BLOCK")}, required = false,
        description = "The flow's protocol bundle was removed")
    String parserGone() default "PASS";

    /** A message was too long. */
    @AttributeDefinition(options = {@Option("PASS"), @Option("BLOCK")}, required = false,
        description = "There is no room for what has to be kept of a flow that is read")
    String reassemblyLimit() default "PASS";

    /** There was no room to hold a packet. */
    @AttributeDefinition(options = {@Option("PASS"), @Option("BLOCK")}, required = false,
        description = "There is no room to hold a packet that should wait")
    String holdLimit() default "PASS";

    /** What a packet waited for did not come. */
    @AttributeDefinition(options = {@Option("PASS"), @Option("BLOCK")}, required = false,
        description = "A packet was held for as long as is allowed")
    String holdTimeout() default "PASS";

    /** First seen after its handshake. */
    @AttributeDefinition(options = {@Option("PASS"), @Option("BLOCK")}, required = false,
        description = "A TCP connection is older than the gateway's run")
    String midstream() default "PASS";

    /** The kernel's queue was full. */
    @AttributeDefinition(options = {@Option("PASS"), @Option("BLOCK")}, required = false,
        description = "The kernel's queue is full (PASS: fail-open)")
    String queueFull() default "PASS";

    /** The flow table was full. */
    @AttributeDefinition(options = {@Option("PASS"), @Option("BLOCK")}, required = false,
        description = "There is no room for another flow")
    String flowTableFull() default "PASS";

    /** A worker was stuck in a bundle. */
    @AttributeDefinition(options = {@Option("PASS"), @Option("BLOCK")}, required = false,
        description = "A worker is stuck in a bundle, until another has its place (PASS: traffic goes unseen)")
    String workerStalled() default "PASS";
}
