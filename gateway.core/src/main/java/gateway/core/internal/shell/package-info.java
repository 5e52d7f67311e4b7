/** The Gogo commands, scope {@code gateway}, for as long as core is there. Called on the shell's threads. */
package gateway.core.internal.shell;
