package gateway.localizer;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code gateway.layouts}. Relative paths lie in the gateway's work directory. */
@ObjectClassDefinition(name = "Gateway layouts", description = "How it is learnt how applications write lists of peers")
public @interface LayoutConfig {
    /** How many peers of a payload a client has to contact. */
    @AttributeDefinition(name = "Contacts", min = "2", max = "50",
        description = "A payload counts when its receiver contacts so many of the peers in it")
    int contacts() default 3;

    /** Within which time, in seconds. */
    @AttributeDefinition(name = "Within seconds", min = "1", max = "60",
        description = "For so long contacts count after a payload came")
    int windowSeconds() default 5;

    /** How many payloads have to count before a layout is used. */
    @AttributeDefinition(name = "Confirmations", min = "2", max = "1000",
        description = "A layout is used when so many payloads confirmed it")
    int confirmations() default 3;

    /** Files of layouts, as they are exported. */
    @AttributeDefinition(name = "Files", required = false, description = "Layouts that were learnt elsewhere")
    String[] files() default {};

    /** Private networks whose addresses count as those of peers. */
    @AttributeDefinition(name = "Private networks", required = false,
        description = "Private networks whose addresses may stand in lists; others never count")
    String[] privateNetworks() default {};
}
