/**
 * Services that take what was read: records, and the bytes of files. Core calls them on threads of its own, never on a
 * worker.
 */
@Export
@Version("1.2.0")
package gateway.api.content;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
