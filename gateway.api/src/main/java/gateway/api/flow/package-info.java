/**
 * Flows as parsers, dissectors and policy see them, and what classification has seen of one.
 *
 * <p>Core owns and implements everything here; all of it is read on the worker thread that owns the flow.
 */
@Export
@Version("1.0.0")
package gateway.api.flow;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
