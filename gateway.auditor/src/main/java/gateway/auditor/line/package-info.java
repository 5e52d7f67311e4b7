/**
 * Records as JSON lines with the field names of Suricata's EVE format, so that existing collectors read them: each
 * record is encoded by {@link gateway.auditor.line.EveEncoder} and appended to a {@link
 * gateway.auditor.line.LineFile}. Called under the auditor's lock, on its record thread.
 */
package gateway.auditor.line;
