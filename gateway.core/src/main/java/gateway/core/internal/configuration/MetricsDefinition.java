package gateway.core.internal.configuration;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code gateway.metrics} for people and consoles; {@link MetricsSettings} reads and checks it. */
@ObjectClassDefinition(name = "Gateway metrics", pid = "gateway.metrics",
    description = "Who may ask for /metrics")
@interface MetricsDefinition {
    /** Whether anybody may ask. */
    @AttributeDefinition(description = "Whether /metrics answers", required = false)
    boolean enabled() default true;

    /** From where. */
    @AttributeDefinition(description = "Networks that may ask, separated by commas; preset: this machine",
        required = false)
    String networks() default "127.0.0.0/8, ::1";
}
