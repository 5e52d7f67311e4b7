/**
 * Near peers in the place of far ones. {@link gateway.localizer.Localizer} implements the services of {@link
 * gateway.api.locality}: it says how far a peer is ({@link gateway.localizer.distance}), remembers who has what ({@link
 * gateway.localizer.peer}) and decides lists ({@link gateway.localizer.choice}).
 *
 * <p>Workers call it and never wait: they see one immutable {@link gateway.localizer.distance.Atlas} at a time. The
 * localizer's own thread reads databases, lists and maps ({@link gateway.localizer.source}) and puts a new atlas in
 * place of the old one. The framework starts, configures and ends it. {@link gateway.localizer.LayoutService} is a
 * service of its own, with a thread of its own: it learns how applications write lists ({@link
 * gateway.localizer.layout}).
 */
package gateway.localizer;
