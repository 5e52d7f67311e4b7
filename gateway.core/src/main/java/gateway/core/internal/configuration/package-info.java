/**
 * What {@code conf/} says, checked. A {@link gateway.core.internal.configuration.ConfigurationWatch} reads all of the
 * gateway's configurations together whenever one changes, so that files changed together take effect together; each
 * part keeps its last good form. Runs on a thread of its own.
 */
package gateway.core.internal.configuration;
