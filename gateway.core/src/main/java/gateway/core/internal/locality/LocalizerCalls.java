package gateway.core.internal.locality;

import gateway.api.locality.PeerList;
import gateway.api.locality.RewriteTerms;
import gateway.api.locality.RewrittenList;
import gateway.core.internal.fence.BundleCode;
import gateway.core.internal.fence.Whereabouts;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The fence between the packet path and a localizer: whatever it throws ends here, is counted and told, and what it
 * answers is looked at before anybody relies on it. One worker thread.
 */
public final class LocalizerCalls {
    private final Whereabouts whereabouts;
    private final BiConsumer<BundleCode, Throwable> onError;
    private Localizers localizers = Localizers.NONE;

    /**
     * Calls nobody yet.
     *
     * @param whereabouts where the worker notes in which bundle it is
     * @param onError told of everything that a localizer throws, on the worker thread
     */
    public LocalizerCalls(Whereabouts whereabouts, BiConsumer<BundleCode, Throwable> onError) {
        this.whereabouts = whereabouts;
        this.onError = onError;
    }

    /** Calls these from now on. */
    public void use(Localizers there) {
        localizers = there;
    }

    /** Whether anybody wants to hear of lists. */
    public boolean listens() {
        return localizers.rewriter() != null;
    }

    /** Tells of a list. */
    public void learn(PeerList list, long nowMillis) {
        if (localizers.rewriter() == null) {
            return;
        }
        BundleCode outer = whereabouts.enter(localizers.rewriter());
        try {
            localizers.rewriter().service().learn(list, nowMillis);
        } catch (Throwable thrown) {
            failed(localizers.rewriter(), thrown);
        } finally {
            whereabouts.leave(outer);
        }
    }

    /** What is to stand in a list; empty where nobody says, or says what cannot be. */
    public Optional<RewrittenList> rewrite(PeerList list, RewriteTerms terms, long nowMillis) {
        if (localizers.rewriter() == null) {
            return Optional.empty();
        }
        BundleCode outer = whereabouts.enter(localizers.rewriter());
        try {
            RewrittenList answer = localizers.rewriter().service().rewrite(list, terms, nowMillis);
            if (answer.entries().size() != list.peers().size()) {
                throw new IllegalStateException("a list of " + list.peers().size() + " came back as one of "
                    + answer.entries().size());
            }
            return Optional.of(answer);
        } catch (Throwable thrown) {
            failed(localizers.rewriter(), thrown);
            return Optional.empty();
        } finally {
            whereabouts.leave(outer);
        }
    }

    /** Tells how long a peer took to answer. */
    public void roundTrip(long peerHigh, long peerLow, long micros, long nowMillis) {
        if (localizers.distance() == null) {
            return;
        }
        BundleCode outer = whereabouts.enter(localizers.distance());
        try {
            localizers.distance().service().roundTrip(peerHigh, peerLow, micros, nowMillis);
        } catch (Throwable thrown) {
            failed(localizers.distance(), thrown);
        } finally {
            whereabouts.leave(outer);
        }
    }

    private void failed(BundleCode entry, Throwable thrown) {
        // Nothing that a thread says is counted once it was given up.
        whereabouts.check();
        onError.accept(entry, thrown);
    }
}
