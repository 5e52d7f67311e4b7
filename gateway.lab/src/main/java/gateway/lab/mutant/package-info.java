/**
 * Hostile input for every dissector of the appliance. {@link gateway.lab.mutant.PlugIn} takes parsers and good
 * conversations out of the protocol bundles; {@link gateway.lab.mutant.Mutants} changes the conversations and plays
 * them to core's own classifier, flow after flow, each from its number alone; {@link gateway.lab.mutant.WatchedParser}
 * stands between core and the bundle and looks whether any rule of the contract is broken. Called by
 * {@code ./gateway bench mutants} and by a test; everything runs on the caller's thread.
 */
package gateway.lab.mutant;
