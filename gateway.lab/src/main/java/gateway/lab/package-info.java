/**
 * The laboratory: a plain program (no bundle) that puts the real gateway between real clients and servers in network
 * namespaces of its own, for {@code ./gateway demo}, the end-to-end tests and {@code ./gateway bench}.
 *
 * <p>{@link gateway.lab.network} builds the namespaces, {@link gateway.lab.process} starts and ends programs,
 * {@link gateway.lab.program} knows the real clients and servers, {@link gateway.lab.appliance} runs the gateway as
 * its user would, through the launcher. Demo, tests and benches stand on these. Each runs on the caller's thread;
 * only output pumps and life bounds have threads of their own.
 */
package gateway.lab;
