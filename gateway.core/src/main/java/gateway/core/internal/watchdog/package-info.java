/**
 * Bundles that take too much time, and what is done about them. The thread {@code watchdog} looks at every worker forty
 * times a second: does its loop turn, in which bundle is its thread, how many calls of bundles did it get done. It
 * never touches what a worker owns; what it finds, it tells the {@link gateway.core.internal.watchdog.Judge}, the
 * appliance, on its own thread.
 *
 * <p>{@link gateway.core.internal.watchdog.Quarantine} puts bundles out, on a thread of its own, since whoever takes a
 * bundle away waits for the workers. {@link gateway.core.internal.watchdog.FailureWindow} counts what bundles throw, on
 * the threads that they throw on.
 */
package gateway.core.internal.watchdog;
