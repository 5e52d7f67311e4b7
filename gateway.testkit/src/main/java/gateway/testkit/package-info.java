/**
 * What the tests of any bundle need: flows written down as scripts, a rig that plays them to a parser the way core
 * does, fakes of what core implements, mutated input from a seed, and a clock that is turned by hand.
 *
 * <p>Tests call everything here on their own thread. Nothing depends on a test framework: what fails throws
 * {@link java.lang.AssertionError}.
 */
@Export
@Version("1.2.0")
package gateway.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
