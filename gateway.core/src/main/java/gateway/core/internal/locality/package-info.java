/**
 * Where addresses belong: which networks are ours, and who was told of which peer.
 *
 * <p>Workers announce peers while they carry out a dissector's events and ask for them while they classify; the
 * console and commands look through the service {@link gateway.api.locality.AddressList}. The networks are read from
 * the configuration on a framework thread and handed to the workers as an immutable value. Localizer bundles come and
 * go on framework threads ({@link gateway.core.internal.locality.LocalizerRegistry}); workers call them through fences
 * ({@link gateway.core.internal.locality.LocalizerCalls}, {@link gateway.core.internal.locality.LearnerCalls}).
 */
package gateway.core.internal.locality;
