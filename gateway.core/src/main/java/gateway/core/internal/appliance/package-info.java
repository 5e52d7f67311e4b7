/**
 * The gateway inline on a host: workers on the kernel's queues, the gateway's rules and sets, the reader of the
 * kernel's counters. Everything here runs on the thread {@code gateway control}, but for what workers call.
 */
package gateway.core.internal.appliance;
