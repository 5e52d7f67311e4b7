package gateway.core.internal.configuration;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** {@code gateway.policy-NAME} for people and consoles; {@link RuleSettingsReader} reads and checks it. */
@ObjectClassDefinition(name = "Gateway policy rule", factoryPid = RuleSettingsReader.FACTORY,
    description = "The first rule that matches decides; an empty condition matches everything")
@interface RuleDefinition {
    /** Rules are asked from low to high. */
    @AttributeDefinition(description = "Rules are asked from low to high", required = false)
    int order() default 100;

    /** What is done. */
    @AttributeDefinition(options = {@Option("allow"), @Option("block"), @Option("monitor"), @Option("audit")},
        description = "What is done with what matches")
    String action();

    /** Applications. */
    @AttributeDefinition(description = "Applications, separated by commas; unidentified: those nobody recognised",
        required = false)
    String application() default "";

    /** Our side. */
    @AttributeDefinition(description = "Networks of our side", required = false)
    String client() default "";

    /** The other side. */
    @AttributeDefinition(description = "Networks of the other side", required = false)
    String peer() default "";

    /** Who began. */
    @AttributeDefinition(options = {@Option("any"), @Option("inside"), @Option("outside")}, required = false,
        description = "Which side has to have begun the flow")
    String initiator() default "any";

    /** When. */
    @AttributeDefinition(description = "Times of the week, such as Mon-Fri 08:00-17:30", required = false)
    String time() default "";

    /** Names of files. */
    @AttributeDefinition(description = "Patterns for names of files that are asked for, with * and ?",
        required = false)
    String fileName() default "";

    /** How long a refused pair is kept out. */
    @AttributeDefinition(required = false,
        description = "Seconds for which the kernel refuses a refused pair's next connections; "
            + "preset 600, with fileName 0")
    int cacheSeconds() default RuleSettingsReader.DEFAULT_CACHE_SECONDS;
}
