/**
 * Gnutella 0.4 and 0.6. {@link gateway.protocol.gnutella.GnutellaParser} is the service: it knows flows over TCP, UDP
 * and HTTP. {@link gateway.protocol.gnutella.LinkDissector} reads connections between hosts: handshakes, then
 * descriptors, perhaps compressed; {@link gateway.protocol.gnutella.DatagramDissector} those that come alone;
 * {@link gateway.protocol.gnutella.Messages} knows what they mean, whatever carried them.
 * {@link gateway.protocol.gnutella.WebDissector} reads transfers and caches of hosts over HTTP. Core calls the parser
 * on several worker threads at once and a dissector on the worker that owns the flow.
 */
package gateway.protocol.gnutella;
