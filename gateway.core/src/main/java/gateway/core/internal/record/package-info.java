/**
 * What is told to auditors. Workers make records of what becomes of flows and put them into a bounded queue; one
 * thread, the record writer, takes them out and calls the auditors.
 */
package gateway.core.internal.record;
