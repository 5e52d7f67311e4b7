package gateway.core.internal.locality;

import gateway.api.locality.PeerDistance;
import gateway.api.locality.PeerList;
import gateway.api.locality.Place;
import gateway.api.locality.Redirector;
import gateway.api.locality.RewriteTerms;
import gateway.api.locality.RewrittenList;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.core.internal.fence.BundleCode;
import gateway.core.internal.fence.Whereabouts;
import gateway.core.internal.redirect.Redirection;
import java.util.Objects;
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
    private int changes;

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
        changes++;
    }

    /** Another number whenever somebody else is called from then on. */
    public int changes() {
        return changes;
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

    /** What it costs to bring data from a peer to a client, {@link PeerDistance#FARTHEST} at most; 0 if nobody says. */
    public int cost(long clientHigh, long clientLow, long peerHigh, long peerLow, long nowMillis) {
        if (localizers.distance() == null) {
            return 0;
        }
        BundleCode outer = whereabouts.enter(localizers.distance());
        try {
            return localizers.distance().service().cost(clientHigh, clientLow, peerHigh, peerLow, nowMillis);
        } catch (Throwable thrown) {
            failed(localizers.distance(), thrown);
            return 0;
        } finally {
            whereabouts.leave(outer);
        }
    }

    /** Whether a peer of this cost is near; so it is where nobody says. */
    public boolean isNear(int cost) {
        if (localizers.distance() == null) {
            return true;
        }
        BundleCode outer = whereabouts.enter(localizers.distance());
        try {
            return localizers.distance().service().isNear(cost);
        } catch (Throwable thrown) {
            failed(localizers.distance(), thrown);
            return true;
        } finally {
            whereabouts.leave(outer);
        }
    }

    /** Whether anybody says how far peers are. */
    public boolean measures() {
        return localizers.distance() != null;
    }

    /** Whether anybody says where peers are. */
    public boolean locates() {
        return localizers.places() != null;
    }

    /** Where a peer is; unknown where nobody says. */
    public Place place(long peerHigh, long peerLow) {
        if (localizers.places() == null) {
            return Place.UNKNOWN;
        }
        BundleCode outer = whereabouts.enter(localizers.places());
        try {
            return Objects.requireNonNull(localizers.places().service().place(peerHigh, peerLow));
        } catch (Throwable thrown) {
            failed(localizers.places(), thrown);
            return Place.UNKNOWN;
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

    /** To whom a request goes instead; empty where nobody says, or it goes where it was meant to. */
    public Optional<Endpoint> nearPeer(String application, String content, IpAddress client, Endpoint peer,
                                       int farPeers, long nowMillis) {
        if (localizers.redirector() == null) {
            return Optional.empty();
        }
        BundleCode outer = whereabouts.enter(localizers.redirector());
        try {
            return Objects.requireNonNull(
                localizers.redirector().service().nearPeer(application, content, client, peer, farPeers,
                    nowMillis));
        } catch (Throwable thrown) {
            failed(localizers.redirector(), thrown);
            return Optional.empty();
        } finally {
            whereabouts.leave(outer);
        }
    }

    /** How many near peers a client may be led to; none where nobody says. */
    public int nearPeers(String application, String content, IpAddress client, long nowMillis) {
        if (localizers.redirector() == null) {
            return 0;
        }
        BundleCode outer = whereabouts.enter(localizers.redirector());
        try {
            return Math.max(0, localizers.redirector().service().nearPeers(application, content, client, nowMillis));
        } catch (Throwable thrown) {
            failed(localizers.redirector(), thrown);
            return 0;
        } finally {
            whereabouts.leave(outer);
        }
    }

    /** Tells whether a near peer answered to whom a client was led. */
    public void outcome(Redirection redirection, boolean answered, long nowMillis) {
        if (localizers.redirector() == null) {
            return;
        }
        BundleCode outer = whereabouts.enter(localizers.redirector());
        try {
            Redirector redirector = localizers.redirector().service();
            if (answered) {
                redirector.answered(redirection.application(), redirection.content(), redirection.near(), nowMillis);
            } else {
                redirector.silent(redirection.application(), redirection.content(), redirection.near(), nowMillis);
            }
        } catch (Throwable thrown) {
            failed(localizers.redirector(), thrown);
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
