package gateway.core.internal.configuration;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** {@code gateway.bundles} for people and consoles; {@link BundleSettings} reads and checks it. */
@ObjectClassDefinition(name = "Gateway bundles", pid = "gateway.bundles",
    description = "What a bundle that is added to the appliance must bring. A change is for bundles that come later.")
@interface BundleDefinition {
    /** Captures and what has to be found in them. */
    @AttributeDefinition(options = {@Option("required"), @Option("ifPresent"), @Option("off")}, required = false,
        description = "Whether a protocol has to pass the self-test that it carries before it serves")
    String selfTest() default "required";

    /** Signatures of jarsigner. */
    @AttributeDefinition(options = {@Option("off"), @Option("required")}, required = false,
        description = "Whether it has to be signed by one of the certificates in trusted/ beside this file")
    String signed() default "off";

    /** What would leave the Java machine. */
    @AttributeDefinition(options = {@Option("refuse"), @Option("allow")}, required = false,
        description = "What is done with one that holds native code")
    String nativeCode() default "refuse";

    /** The bound of a jar. */
    @AttributeDefinition(description = "Megabytes of a jar at most, 1 to 1024", required = false)
    int maxMegabytes() default BundleSettings.DEFAULT_MEGABYTES;
}
