/**
 * Maps of a network's operator (ALTO, RFC 7285): which prefix belongs to which part of the network, and what it costs
 * to go from part to part. Read on the localizer's own thread; immutable, and then asked by any thread.
 */
package gateway.localizer.alto;
