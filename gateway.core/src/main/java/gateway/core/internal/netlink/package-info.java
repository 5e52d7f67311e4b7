/**
 * Linux as the gateway needs it below Java: C library calls, memory at known addresses, network namespaces, and
 * netlink messages written and read in place.
 *
 * <p>The intake, the ipset writer and the conntrack reader build on it, each on its own thread; nothing here is shared
 * between threads except what {@link gateway.core.internal.netlink.Linux} hands out, which is immutable. No threads of
 * its own. The layouts of C structures are those of 64-bit Linux.
 */
package gateway.core.internal.netlink;
