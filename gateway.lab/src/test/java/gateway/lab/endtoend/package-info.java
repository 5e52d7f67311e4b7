/**
 * The real gateway between real clients and servers. Skipped where this user may not make network namespaces. Each
 * class builds one laboratory and tears it down; nothing depends on how fast the machine is, except where a bound is
 * the very promise.
 */
package gateway.lab.endtoend;
