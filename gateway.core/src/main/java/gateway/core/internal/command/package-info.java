/**
 * What the launcher asks for: run, check, replay. One thread of its own, {@code gateway control}, does it after the
 * framework has started all bundles.
 */
package gateway.core.internal.command;
