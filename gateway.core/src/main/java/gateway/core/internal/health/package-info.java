/**
 * Health checks of Felix: each looks at one thing and says in a sentence how it is. Consoles, {@code hc:exec} and the
 * health check executor call them on their own threads; but for the look at the kernel's rules they look at what the
 * thread {@code traffic meter} saw, and answer at once.
 */
package gateway.core.internal.health;
