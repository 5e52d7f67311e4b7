/**
 * What an operator sees of a running gateway and does to it: flows, traffic, lists of peers, rules, bundles, records.
 * Implemented by core, the records by an auditor; used by consoles. Any thread but a worker's; an answer that workers
 * have to give is waited for at most two seconds each, and {@link gateway.api.operation.NotAnswering} says that it did
 * not come. All values are immutable. Text that came from the wire (names of files, say) is passed on as it is: whoever
 * shows it escapes it.
 */
@Export
@Version("1.4.0")
package gateway.api.operation;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
