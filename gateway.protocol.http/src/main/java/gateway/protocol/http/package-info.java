/**
 * HTTP/1.x (RFC 9110, RFC 9112). {@link gateway.protocol.http.HttpParser} recognises flows by their first line,
 * {@link gateway.protocol.http.HttpDissector} frames messages and hands them to the parsers over {@code http}. Core
 * calls both on the worker that owns the flow; {@link gateway.protocol.http.HttpWire} is pure and knows no flow.
 */
package gateway.protocol.http;
