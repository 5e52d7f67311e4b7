/**
 * The users of the console and the file that keeps them, {@code conf/console.users}. Needs nothing but the JDK, because
 * {@code ./gateway user} runs it outside the framework; the console reads the same file whenever it has changed. Any
 * thread.
 */
package gateway.console.security.user;
