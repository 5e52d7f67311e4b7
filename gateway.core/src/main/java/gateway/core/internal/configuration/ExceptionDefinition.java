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

    /** Nothing could be scanned. */
    @AttributeDefinition(options = {@Option("PASS"), @Option("BLOCK")}, required = false,
        description = "There is no scanner, or it is down")
    String scannerUnavailable() default "PASS";

    /** A file was too large to be scanned. */
    @AttributeDefinition(options = {@Option("PASS"), @Option("BLOCK")}, required = false,
        description = "A file is larger than what is scanned, or unpacks to more")
    String scanTooLarge() default "PASS";

    /** A file was encrypted. */
    @AttributeDefinition(options = {@Option("PASS"), @Option("BLOCK")}, required = false,
        description = "A file cannot be scanned since it is encrypted")
    String scanEncrypted() default "PASS";

    /** A file did not pass in order. */
    @AttributeDefinition(options = {@Option("PASS"), @Option("BLOCK")}, required = false,
        description = "A file cannot be scanned since not all of it passed in order")
    String scanOutOfSequence() default "PASS";

    /** A scan took too long. */
    @AttributeDefinition(options = {@Option("PASS"), @Option("BLOCK")}, required = false,
        description = "There was no verdict on a file in time")
    String scanTimeout() default "PASS";

    /** Too many scans were waiting. */
    @AttributeDefinition(options = {@Option("PASS"), @Option("BLOCK")}, required = false,
        description = "There is no room for another scan")
    String scanBusy() default "PASS";
}
