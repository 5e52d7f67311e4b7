package gateway.core.internal.kernel;

/**
 * How full the kernel's connection table is. When it is full, new connections are dropped by the kernel, whatever
 * the gateway thinks of them.
 *
 * @param entries connections in it
 * @param maximum how many fit; 0 where the kernel does not say (before Linux 4.18)
 */
public record ConntrackLevel(int entries, int maximum) {
}
