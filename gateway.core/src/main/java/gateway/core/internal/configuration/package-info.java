/**
 * What {@code conf/} says, checked. {@link gateway.core.internal.configuration.ConfigurationReader} reads all of the
 * gateway's configurations together whenever one has changed and all have come to rest, so that files changed together
 * take effect together; each part keeps its last good form. Runs on the thread {@code gateway control}.
 */
package gateway.core.internal.configuration;
