/**
 * Who is logged in: checking passwords, slowing down those who guess, and the logins that last. Times are monotonic
 * milliseconds, so that a clock that is set neither ends a login nor opens a lock. Server threads, several at once.
 */
package gateway.console.security.login;
