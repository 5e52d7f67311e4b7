/**
 * The gate for bundles that come to a running gateway, and the ledger of what became of each. The framework calls on
 * whichever thread installs or starts a bundle, the registry of parsers, the record writer and the watchdog report
 * what they see on theirs; consoles and health checks ask. Nothing here is called by a worker, but for the counting
 * of errors, which takes no lock.
 */
package gateway.core.internal.plugin;
