/**
 * Virus scanning by ClamAV. {@link gateway.scanner.ClamScanner} is the service; core calls it on any thread and is
 * answered on scan threads ({@link gateway.scanner.pool}). {@link gateway.scanner.daemon} keeps a clamd at hand on a
 * thread of its own, {@link gateway.scanner.clamd} talks to it, and {@link gateway.scanner.signature} knows what it
 * looks for. The configuration {@code gateway.scanner} comes on a thread of the framework, which waits for nothing but
 * the end of what was before.
 */
package gateway.scanner;
