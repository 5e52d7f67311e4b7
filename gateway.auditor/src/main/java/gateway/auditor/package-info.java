/**
 * Keeps records as JSON lines ({@link gateway.auditor.line}) and in a database that consoles search ({@link
 * gateway.auditor.archive}), and stores files that passed by ({@link gateway.auditor.file}).
 *
 * <p>Core calls {@link gateway.auditor.ContentAuditor} on its one record thread. A change of the configuration {@code
 * gateway.auditor} comes on a thread of the framework; the auditor's lock is between the two, and no packet ever waits
 * for it. Consoles ask on threads of their own, and take that lock for nothing.
 */
package gateway.auditor;
