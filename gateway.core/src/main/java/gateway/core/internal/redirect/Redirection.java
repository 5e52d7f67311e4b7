package gateway.core.internal.redirect;

import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;

/**
 * What a client sends to a far peer goes to a near one.
 *
 * @param rule which wants that
 * @param application whose list named the far peer
 * @param content what both peers have
 * @param client who asks
 * @param clientPort from where it sends its datagrams, as far as is known: 0 where it is not
 * @param far whom it asks
 * @param near who is asked instead
 * @param untilMillis when it ends, on the clock of the packet source
 */
public record Redirection(String rule, String application, String content, IpAddress client, int clientPort,
                          Endpoint far, Endpoint near, long untilMillis) {
}
