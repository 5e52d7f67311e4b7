package gateway.core.internal.configuration;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code gateway.files} for people and consoles; {@link FileSettings} reads and checks it. */
@ObjectClassDefinition(name = "Gateway files", pid = "gateway.files",
    description = "How much of files that a rule wants scanned is kept until it was scanned")
@interface FileDefinition {
    /** Up to this size all kinds of signatures can match. */
    @AttributeDefinition(description = "A file up to so many megabytes is scanned as a whole, a larger one in windows",
        required = false)
    int wholeMegabytes() default 100;

    /** New bytes of a window. */
    @AttributeDefinition(description = "How many kilobytes of a larger file are scanned at a time", required = false)
    int windowKilobytes() default 1000;

    /** The bound in memory. */
    @AttributeDefinition(description = "Megabytes of files that are kept in memory", required = false)
    int memoryMegabytes() default 128;

    /** The bound on the disk. */
    @AttributeDefinition(description = "Megabytes of files that are kept on the disk", required = false)
    int diskMegabytes() default 4000;

    /** The bound of the quarantine. */
    @AttributeDefinition(description = "Megabytes of infected files that are kept, in quarantine/ of the work "
        + "directory; 0: they are not", required = false)
    int quarantineMegabytes() default 0;
}
