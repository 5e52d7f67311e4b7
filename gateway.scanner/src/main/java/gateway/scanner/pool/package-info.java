/**
 * Scans that were asked for. {@link gateway.scanner.pool.ScanPool} takes them on any thread, without locks; a fixed
 * number of threads named {@code scan} makes them, one at a time each, and a thread {@code scan deadlines} ends those
 * that have waited long enough, that nobody wants any more, or for which there is no clamd. Verdicts come on these
 * threads.
 */
package gateway.scanner.pool;
