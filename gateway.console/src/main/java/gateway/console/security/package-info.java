/**
 * Who may use the console, and how it is reached: the server, HTTPS, users, logins, and the guard in front of every
 * page, Felix's own included. {@link gateway.console.security.Visitor} is all that a page needs of it. Server threads
 * call; nothing here is called by, or waits for, the threads of the packet path.
 */
package gateway.console.security;
