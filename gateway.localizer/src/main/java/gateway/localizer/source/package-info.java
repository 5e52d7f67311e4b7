/**
 * Where knowledge comes from, files and web servers, read again and again; {@link gateway.localizer.source.Watched}
 * keeps what was good last. Everything is called on the localizer's own thread, which may wait here for a server; what
 * was read, and problems, may be asked for by any thread.
 */
package gateway.localizer.source;
