/**
 * Decoding of IP, TCP and UDP headers in place. Called by the pipeline on the worker thread, one packet at a time.
 */
package gateway.core.internal.packet;
