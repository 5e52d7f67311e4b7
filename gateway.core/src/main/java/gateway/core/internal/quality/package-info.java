/**
 * Whether clients that are kept from far peers fare as well as without that. Workers count what each client fetches
 * from near and from far ({@link gateway.core.internal.quality.Fetched}); the thread {@code quality} adds it up every
 * second ({@link gateway.core.internal.quality.ClientLedger}), judges the rate of each client, says how many far peers
 * it is left ({@link gateway.core.internal.quality.FarPeers}, handed to the workers), and compares those who are
 * localized with those who are left alone. Nothing here knows of packets or threads; time is told.
 */
package gateway.core.internal.quality;
