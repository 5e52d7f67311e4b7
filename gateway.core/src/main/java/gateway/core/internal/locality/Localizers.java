package gateway.core.internal.locality;

import gateway.api.locality.PeerDistance;
import gateway.api.locality.PeerListRewriter;

/**
 * Who localizes, at one moment. Immutable.
 *
 * @param distance says how far peers are; null where nobody does
 * @param rewriter decides what stands in lists; null where nobody does
 */
public record Localizers(LocalizerEntry<PeerDistance> distance, LocalizerEntry<PeerListRewriter> rewriter) {
    /** Nobody. */
    public static final Localizers NONE = new Localizers(null, null);

    /** The same without one service, if it is there; a bundle may bring it under several of its names. */
    public Localizers without(Object service) {
        return new Localizers(without(distance, service), without(rewriter, service));
    }

    Localizers with(PeerDistance service) {
        return new Localizers(new LocalizerEntry<>(service), rewriter);
    }

    Localizers with(PeerListRewriter service) {
        return new Localizers(distance, new LocalizerEntry<>(service));
    }

    boolean has(Object service) {
        return distance != null && distance.service() == service || rewriter != null && rewriter.service() == service;
    }

    private static <S> LocalizerEntry<S> without(LocalizerEntry<S> entry, Object service) {
        return entry != null && entry.service() == service ? null : entry;
    }
}
