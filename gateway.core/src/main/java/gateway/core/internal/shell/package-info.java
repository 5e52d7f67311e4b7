/** The Gogo commands of a running gateway, scope {@code gateway}. Called on the shell's threads. */
package gateway.core.internal.shell;
