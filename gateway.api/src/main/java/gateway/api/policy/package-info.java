/**
 * What policy can want. Core decides; records and pages show it. Immutable values, any thread.
 */
@Export
@Version("1.2.0")
package gateway.api.policy;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
