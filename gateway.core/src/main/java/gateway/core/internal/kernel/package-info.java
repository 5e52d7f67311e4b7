/**
 * What the gateway writes into the kernel and reads from it beside the packets themselves: rules, marks, the
 * connection cache, and the connections that the kernel took over.
 *
 * <p>{@link gateway.core.internal.kernel.KernelRules} and {@code KernelFeatures} fork
 * commands and are called by the framework's threads and the health check. Each worker adds to the connection cache
 * through a writer of its own. {@link gateway.core.internal.kernel.Conntrack} belongs to the conntrack reader's
 * thread. {@link gateway.core.internal.kernel.Marks} is arithmetic and is called everywhere.
 */
package gateway.core.internal.kernel;
