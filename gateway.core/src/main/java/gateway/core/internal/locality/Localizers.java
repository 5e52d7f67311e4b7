package gateway.core.internal.locality;

import gateway.api.locality.LayoutLearner;
import gateway.api.locality.PeerDistance;
import gateway.api.locality.PeerListRewriter;
import gateway.api.locality.PeerPlaces;
import gateway.api.locality.PeerTable;
import gateway.api.locality.Redirector;
import java.util.stream.Stream;

/**
 * Who localizes, at one moment. Immutable.
 *
 * @param distance says how far peers are; null where nobody does
 * @param rewriter decides what stands in lists; null where nobody does
 * @param redirector says to whom requests go instead; null where nobody does
 * @param learner finds lists that no bundle reads; null where nobody does
 * @param table shows people which peers are known; null where nobody does
 * @param places says where peers are; null where nobody does
 */
public record Localizers(LocalizerEntry<PeerDistance> distance, LocalizerEntry<PeerListRewriter> rewriter,
                         LocalizerEntry<Redirector> redirector, LocalizerEntry<LayoutLearner> learner,
                         LocalizerEntry<PeerTable> table, LocalizerEntry<PeerPlaces> places) {
    /** Nobody. */
    public static final Localizers NONE = new Localizers(null, null, null, null, null, null);

    /** The same without one service, if it is there; a bundle may bring it under several of its names. */
    public Localizers without(Object service) {
        return new Localizers(without(distance, service), without(rewriter, service), without(redirector, service),
            without(learner, service), without(table, service), without(places, service));
    }

    Localizers with(PeerDistance service) {
        return new Localizers(new LocalizerEntry<>(service), rewriter, redirector, learner, table, places);
    }

    Localizers with(PeerListRewriter service) {
        return new Localizers(distance, new LocalizerEntry<>(service), redirector, learner, table, places);
    }

    Localizers with(Redirector service) {
        return new Localizers(distance, rewriter, new LocalizerEntry<>(service), learner, table, places);
    }

    Localizers with(LayoutLearner service) {
        return new Localizers(distance, rewriter, redirector, new LocalizerEntry<>(service), table, places);
    }

    Localizers with(PeerTable service) {
        return new Localizers(distance, rewriter, redirector, learner, new LocalizerEntry<>(service), places);
    }

    Localizers with(PeerPlaces service) {
        return new Localizers(distance, rewriter, redirector, learner, table, new LocalizerEntry<>(service));
    }

    boolean has(Object service) {
        return Stream.of(distance, rewriter, redirector, learner, table, places)
            .anyMatch(entry -> entry != null && entry.service() == service);
    }

    private static <S> LocalizerEntry<S> without(LocalizerEntry<S> entry, Object service) {
        return entry != null && entry.service() == service ? null : entry;
    }
}
