/**
 * Talks to clamd. {@link gateway.scanner.clamd.Clamd} makes a connection for each question, on the thread that asks: a
 * scan thread or the one that watches clamd. It never waits longer than the deadline that it is given, and any thread
 * may cut a scan short.
 */
package gateway.scanner.clamd;
