package gateway.console.security.server;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code gateway.console} for people and consoles; {@link ConsoleSettings} reads and checks it. */
@ObjectClassDefinition(name = "Gateway console",
    description = "How the console is reached. A change restarts the web server; the link does not notice.")
@interface ConsoleDefinition {
    /** Whether there is a console. */
    @AttributeDefinition(description = "Whether there is a console", required = false)
    boolean enabled() default true;

    /** Where it listens. */
    @AttributeDefinition(description = "Address or name to listen on; beyond loopback only with a certificate",
        required = false)
    String host() default ConsoleSettings.HOST;

    /** The port. */
    @AttributeDefinition(description = "Port; 0: any that is free", required = false)
    int port() default ConsoleSettings.PORT;

    /** HTTPS. */
    @AttributeDefinition(required = false,
        description = "empty: HTTP; made: HTTPS with a certificate that the gateway makes; a file: HTTPS with that "
            + "certificate, PKCS12 (.p12, .pfx) or PEM")
    String certificate() default "";

    /** The key of a certificate in PEM. */
    @AttributeDefinition(description = "File of the private key (PEM), if the certificate's does not hold it",
        required = false)
    String certificateKey() default "";

    /** The password of a PKCS12 file. */
    @AttributeDefinition(type = AttributeType.PASSWORD, description = "Password of the PKCS12 file", required = false)
    String certificatePassword() default "";

    /** Further names. */
    @AttributeDefinition(description = "Names that the console answers to, beside its addresses and localhost",
        required = false)
    String hostNames() default "";

    /** When an unused login ends. */
    @AttributeDefinition(description = "Minutes after which an unused login ends, 1 to 1440", required = false)
    int idleMinutes() default ConsoleSettings.IDLE_MINUTES;

    /** When a login ends in any case. */
    @AttributeDefinition(description = "Hours after which a login ends in any case, 1 to 720", required = false)
    int loginHours() default ConsoleSettings.LOGIN_HOURS;
}
