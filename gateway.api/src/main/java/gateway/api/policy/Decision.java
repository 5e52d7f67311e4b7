package gateway.api.policy;

/**
 * What policy wants for a flow or an event; never for a packet.
 *
 * @param action what is done
 * @param rule the rule that decided, {@code default} or the name of an exception policy
 * @param reason why it matched, in a few words
 */
public record Decision(Action action, String rule, String reason) {
}
