/**
 * How far a peer is from a client. An {@link gateway.localizer.distance.Atlas} is made on the localizer's own thread
 * each time something new is known, and then asked by workers and consoles without a lock; round-trip times are told by
 * workers. What is asked about an address once is remembered for as long as the atlas lasts.
 */
package gateway.localizer.distance;
