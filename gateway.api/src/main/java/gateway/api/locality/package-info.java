/**
 * Who was told of whom. Core keeps the address list; anybody may look, on any thread.
 */
@Export
@Version("1.0.0")
package gateway.api.locality;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
