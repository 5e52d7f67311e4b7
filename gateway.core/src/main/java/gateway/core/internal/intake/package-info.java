/**
 * Packets from the kernel's queues (NFQUEUE). Each worker opens one
 * {@link gateway.core.internal.intake.QueueSocket}, bound to its classifying and its reading lane, and alone calls
 * it, on its own thread; only waking it up and reading its counters is open to others.
 *
 * <p>libnetfilter_queue opens, configures and unbinds the queues. Packets and verdicts go over its descriptor
 * directly: a batch comes with one recvmmsg into memory that is touched beforehand, is parsed where it lies, and all
 * verdicts leave with one send. Nothing is allocated on that way.
 */
package gateway.core.internal.intake;
