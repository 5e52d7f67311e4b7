/**
 * What a protocol bundle implements: one {@link gateway.api.protocol.ProtocolParser} service, which recognises
 * flows and opens a {@link gateway.api.protocol.Dissector} for each.
 *
 * <p>Core calls all of it on the worker thread that owns the flow, several flows one after the other; parsers are
 * stateless and may be called by several workers at once. Nothing here may block, start threads or log a packet.
 */
@Export
@Version("1.2.0")
package gateway.api.protocol;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
