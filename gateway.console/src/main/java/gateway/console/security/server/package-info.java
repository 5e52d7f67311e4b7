/**
 * The web server: what {@code gateway.console.cfg} says about it, its certificate, and Felix's Jetty, which is told by
 * its own configuration. Everything happens on the thread {@code console server}, and nothing waits for it: without the
 * server, or with none of its ports free, the gateway does its work all the same.
 */
package gateway.console.security.server;
