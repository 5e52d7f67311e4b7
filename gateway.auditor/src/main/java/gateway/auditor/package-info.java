/**
 * Keeps records as JSON lines with the field names of Suricata's EVE format, so that existing collectors read them.
 *
 * <p>Core calls {@link gateway.auditor.FileAuditor} on its one record thread: each record is encoded by
 * {@link gateway.auditor.EveEncoder} and appended to a {@link gateway.auditor.RecordFile}. A change of the
 * configuration {@code gateway.records} comes on a thread of the framework; the auditor's lock is between the two,
 * and no packet ever waits for it.
 */
package gateway.auditor;
