/**
 * Resets for both ends of a TCP connection that is refused, through raw sockets, so that they do not depend on any
 * packet that waits in a queue (KERNEL 8). Called by the worker that owns the flow; each worker has a
 * {@link gateway.core.internal.reset.ResetSender} of its own.
 */
package gateway.core.internal.reset;
