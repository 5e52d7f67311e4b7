/**
 * Bytes and addresses as they stand on the wire.
 *
 * <p>Core makes the {@link gateway.api.packet.ByteView}s and lends them to parsers and dissectors on the
 * worker thread that owns the flow; a view is valid only during the call that hands it over.
 */
@Export
@Version("1.0.0")
package gateway.api.packet;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
