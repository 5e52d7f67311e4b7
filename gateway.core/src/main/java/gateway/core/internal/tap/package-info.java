/**
 * The tap: copies of what the kernel forwards alone, of connections whose contents are wanted for records and nothing
 * else. It holds nothing and drops nothing. What there is no room for is not forwarded alone, but comes through the
 * queue.
 */
package gateway.core.internal.tap;
