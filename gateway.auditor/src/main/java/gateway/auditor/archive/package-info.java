/**
 * The database of records. {@link gateway.auditor.archive.Archive} takes records on the auditor's record thread and
 * commits them in batches, several times a second; {@link gateway.auditor.archive.Search} answers consoles on their own
 * threads, over a second connection that never makes the first wait. Each look is written down through the first.
 */
package gateway.auditor.archive;
