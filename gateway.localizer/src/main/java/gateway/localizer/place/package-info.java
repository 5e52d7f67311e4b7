/**
 * Where addresses are: prefixes, the administrator's lists of networks, and MaxMind's databases. Everything here is
 * made on the localizer's own thread, is immutable, and is then asked by any thread.
 */
package gateway.localizer.place;
