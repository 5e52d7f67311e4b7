/**
 * What is told to auditors. Workers make records of what becomes of flows and put them into the bounded line of each
 * auditor; each line has a thread, a record writer, that takes them out and calls its auditor. The thread {@code record
 * watch} sees that auditors come back from their calls.
 *
 * <p>Bytes of files that an auditor wants are copied once, by the worker, into {@link
 * gateway.core.internal.record.Page}s of a bounded pool; every line that wants them reads the same page. A part of a
 * file begins and ends in the line between its pages. What finds no page or no room is lost, and {@link
 * gateway.core.internal.record.Delivery} tells the auditor at the part's end that it is not whole.
 */
package gateway.core.internal.record;
