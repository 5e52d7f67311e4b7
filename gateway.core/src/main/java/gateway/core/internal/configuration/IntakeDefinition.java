package gateway.core.internal.configuration;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code gateway.intake} for people and consoles; {@link IntakeSettings} reads and checks it. */
@ObjectClassDefinition(name = "Gateway intake", pid = "gateway.intake",
    description = "Where packets come from. A change restarts the intake; the link does not notice.")
@interface IntakeDefinition {
    /** Which side is ours. */
    @AttributeDefinition(description = "Our networks or interfaces, separated by commas", required = false)
    String inside() default "";

    /** The namespace whose packets are taken. */
    @AttributeDefinition(description = "Network namespace to work in; empty: the gateway's own", required = false)
    String netns() default "";

    /** Threads that take packets. */
    @AttributeDefinition(description = "Threads that take packets, 1 to 64; preset: half of the processors",
        required = false)
    int workers() default 1;

    /** The first kernel queue. */
    @AttributeDefinition(description = "Number of the first kernel queue; each worker has two", required = false)
    int queueBase() default 0;

    /** Packets that the kernel keeps in one queue. */
    @AttributeDefinition(description = "Packets that may wait in one queue", required = false)
    int queueMaxLength() default 8192;

    /** Fail-open while nobody listens. */
    @AttributeDefinition(description = "Whether packets pass while the gateway does not run", required = false)
    boolean bypass() default true;

    /** Whether decided flows become the kernel's. */
    @AttributeDefinition(description = "Whether decided flows become the kernel's; off only to measure",
        required = false)
    boolean offload() default true;

    /** What the classifying lane copies. */
    @AttributeDefinition(description = "Bytes of a packet that the classifying lane copies; only to measure",
        required = false)
    int copyRange() default 2048;

    /** Memory of the tap. */
    @AttributeDefinition(description = "Megabytes of the kernel's memory for each thread while a rule audits, through "
        + "which contents are read for the records; 0: through the queue, which costs more", required = false)
    int tapMegabytes() default 32;

    /** Whether packets behind a gap go on at once. */
    @AttributeDefinition(description = "Whether packets of read flows behind a gap go on at once; off only to measure",
        required = false)
    boolean fastPass() default true;
}
