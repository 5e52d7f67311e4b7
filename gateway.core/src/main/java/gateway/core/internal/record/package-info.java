/**
 * What is told to auditors. Workers make records of what becomes of flows and put them into the bounded line of each
 * auditor; each line has a thread, a record writer, that takes them out and calls its auditor. The thread {@code record
 * watch} sees that auditors come back from their calls.
 */
package gateway.core.internal.record;
