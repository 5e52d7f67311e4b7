package gateway.api.protocol;

/** A message of a protocol that others ride on. Valid during the call that hands it over. */
public sealed interface Message permits HttpMessage {
}
