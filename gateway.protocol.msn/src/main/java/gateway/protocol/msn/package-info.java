/**
 * MSN Messenger, MSNP8 to MSNP18. {@link gateway.protocol.msn.MsnParser} is the service: it knows flows by the exact
 * form of their first lines. {@link gateway.protocol.msn.CommandReader} frames commands, whatever carries them,
 * {@link gateway.protocol.msn.Messenger} knows what they mean; {@link gateway.protocol.msn.FileTransferDissector} and
 * {@link gateway.protocol.msn.DirectDissector} read the connections that are agreed upon there. Core calls the parser
 * on several worker threads at once and a dissector on the worker that owns the flow.
 */
package gateway.protocol.msn;
