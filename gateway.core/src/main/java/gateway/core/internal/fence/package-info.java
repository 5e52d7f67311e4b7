/**
 * Between the packet path and the code of bundles. Workers note on their way in and out where they are; the watchdog
 * looks, on its own thread, and tells a worker's thread that it was given up.
 */
package gateway.core.internal.fence;
