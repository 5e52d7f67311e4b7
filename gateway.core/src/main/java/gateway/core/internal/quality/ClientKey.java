package gateway.core.internal.quality;

import gateway.api.packet.IpAddress;

/**
 * A host of our side with one of its applications: what is judged and left far peers as one.
 *
 * @param client the host
 * @param application as flows are labelled
 */
public record ClientKey(IpAddress client, String application) {
}
