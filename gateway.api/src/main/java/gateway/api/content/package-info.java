/**
 * Services that take what was read: records, the bytes of files, content to be scanned. Core calls an auditor on a
 * thread of its own, never on a worker. It calls a scanner on any thread, also on a worker, and is answered on the
 * scanner's threads.
 */
@Export
@Version("1.4.0")
package gateway.api.content;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
