/**
 * BitTorrent on all its channels: peer wire over TCP and uTP, the DHTs, trackers over UDP and HTTP, local discovery.
 *
 * <p>{@link gateway.protocol.bittorrent.BitTorrentParser} is the service; each channel has a class of pure functions
 * ({@code ...Wire}, Bencode, CompactPeers) and, where there is something to read, a dissector. Core calls parser and
 * dissectors on the worker that owns the flow. Rule names are those of the fact sheet: T for TCP, H for HTTP, U for
 * UDP.
 */
package gateway.protocol.bittorrent;
