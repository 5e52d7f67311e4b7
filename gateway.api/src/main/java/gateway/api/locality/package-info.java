/**
 * Who was told of whom, and who is near. Core keeps the address list; anybody may look, on any thread. A localizer
 * bundle implements {@link gateway.api.locality.PeerDistance}, {@link gateway.api.locality.PeerPlaces}, {@link
 * gateway.api.locality.PeerListRewriter}, {@link gateway.api.locality.Redirector} and {@link
 * gateway.api.locality.LayoutLearner}; core calls them on its workers,
 * several at once, for connections and lists, not for every packet. {@link gateway.api.locality.PeerTable}
 * is for people.
 */
@Export
@Version("1.4.0")
package gateway.api.locality;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
