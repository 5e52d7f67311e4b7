package gateway.core.internal.command;

import gateway.core.internal.kernel.CommandException;
import gateway.core.internal.kernel.Commands;
import gateway.core.internal.netlink.Netns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service supervisor that started us, if one did and wants to know, how far we are: systemd's protocol, by
 * its own program, since Java cannot send datagrams to a socket in the file system. Control thread.
 */
final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final String SOCKET = "NOTIFY_SOCKET";

    private Supervisor() {
    }

    /** The rules are in: what depends on the gateway may start. */
    static void ready() {
        tell("--ready", "--status=packets are looked at");
    }

    /** The end has begun. */
    static void stopping() {
        tell("STOPPING=1", "--status=rules are being taken out");
    }

    private static void tell(String... words) {
        if (System.getenv(SOCKET) == null) {
            return;
        }
        try {
            new Commands(Netns.own()).run("", "systemd-notify", words);
        } catch (CommandException unheard) {
            LOG.warn("the supervisor was not told {}: {}", words[0], unheard.getMessage());
        }
    }
}
