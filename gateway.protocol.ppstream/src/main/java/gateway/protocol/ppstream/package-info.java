/**
 * PPStream, a network that shares video over UDP, and what its programs ask the service for over HTTP.
 * {@link gateway.protocol.ppstream.PpstreamParser} is the service. {@link gateway.protocol.ppstream.Frame} knows the
 * three forms in which a message stands in a datagram, {@link gateway.protocol.ppstream.Scrambling} undoes and redoes
 * the one that is scrambled; {@link gateway.protocol.ppstream.DatagramDissector} reads the messages, whatever the
 * form, {@link gateway.protocol.ppstream.LiveDissector} the old stream over TCP, and
 * {@link gateway.protocol.ppstream.WebDissector} what goes over HTTP. {@link gateway.protocol.ppstream.ListForm} says
 * where in a message peers stand, {@link gateway.protocol.ppstream.EntryWriter} puts others in their places. Core
 * calls the parser on several worker threads at once and a dissector on the worker that owns the flow.
 */
package gateway.protocol.ppstream;
