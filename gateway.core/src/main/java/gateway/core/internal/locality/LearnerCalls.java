package gateway.core.internal.locality;

import gateway.api.locality.LearntList;
import gateway.api.locality.PeerList;
import gateway.api.packet.ByteView;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.ListWriter;
import gateway.core.internal.fence.BundleCode;
import gateway.core.internal.fence.Whereabouts;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The fence between the packet path and who learns how lists are written, as {@link LocalizerCalls} is one: whatever it
 * throws ends here, is counted and told. One worker thread.
 */
public final class LearnerCalls {
    private final Whereabouts whereabouts;
    private final BiConsumer<BundleCode, Throwable> onError;
    private Localizers localizers = Localizers.NONE;

    /**
     * Calls nobody yet.
     *
     * @param whereabouts where the worker notes in which bundle it is
     * @param onError told of everything that a learner throws, on the worker thread
     */
    public LearnerCalls(Whereabouts whereabouts, BiConsumer<BundleCode, Throwable> onError) {
        this.whereabouts = whereabouts;
        this.onError = onError;
    }

    /** Calls these from now on. */
    public void use(Localizers there) {
        localizers = there;
    }

    /** Whether anybody learns. */
    public boolean listens() {
        return localizers.learner() != null;
    }

    /** A host of our side received a payload. */
    public void received(String application, Transport transport, IpAddress reader, ByteView payload, long nowMillis) {
        if (localizers.learner() == null) {
            return;
        }
        BundleCode outer = whereabouts.enter(localizers.learner());
        try {
            localizers.learner().service().received(application, transport, reader, payload, nowMillis);
        } catch (Throwable thrown) {
            failed(localizers.learner(), thrown);
        } finally {
            whereabouts.leave(outer);
        }
    }

    /** A host of our side contacts a peer. */
    public void contacted(IpAddress host, Endpoint peer, long nowMillis) {
        if (localizers.learner() == null) {
            return;
        }
        BundleCode outer = whereabouts.enter(localizers.learner());
        try {
            localizers.learner().service().contacted(host, peer, nowMillis);
        } catch (Throwable thrown) {
            failed(localizers.learner(), thrown);
        } finally {
            whereabouts.leave(outer);
        }
    }

    /** Peers were put into a list. */
    public void substituted(String layout, IpAddress reader, List<Endpoint> newcomers, long nowMillis) {
        if (localizers.learner() == null) {
            return;
        }
        BundleCode outer = whereabouts.enter(localizers.learner());
        try {
            localizers.learner().service().substituted(layout, reader, newcomers, nowMillis);
        } catch (Throwable thrown) {
            failed(localizers.learner(), thrown);
        } finally {
            whereabouts.leave(outer);
        }
    }

    /** The list in a payload, with places from its first byte on; empty where none is found. */
    public Optional<UnknownList> read(String application, Transport transport, IpAddress reader, ByteView payload) {
        if (localizers.learner() == null) {
            return Optional.empty();
        }
        BundleCode outer = whereabouts.enter(localizers.learner());
        try {
            Optional<LearntList> found = localizers.learner().service().read(application, transport, payload, 0);
            return found.isEmpty() ? Optional.empty() : Optional.of(checked(found.get(), application, reader));
        } catch (Throwable thrown) {
            failed(localizers.learner(), thrown);
            return Optional.empty();
        } finally {
            whereabouts.leave(outer);
        }
    }

    private static UnknownList checked(LearntList found, String application, IpAddress reader) {
        PeerList list = new PeerList(application, found.content(), reader, found.peers());
        if (list.peers().size() > PeersListed.MAX_PEERS) {
            throw new IllegalStateException("a list of " + list.peers().size() + " peers in a payload");
        }
        return new UnknownList(found.layout(), list, found);
    }

    /** Has peers written into a list that {@link #read} found; false, too, where nobody is there who could. */
    public boolean write(ListWriter writer, byte[] bytes, long first, List<ListedPeer> places, List<Endpoint> peers) {
        if (localizers.learner() == null) {
            return false;
        }
        BundleCode outer = whereabouts.enter(localizers.learner());
        try {
            return writer.write(bytes, first, places, peers);
        } catch (Throwable thrown) {
            failed(localizers.learner(), thrown);
            return false;
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
