package gateway.core.internal.pipeline;

import gateway.api.flow.Flow.Side;
import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent;
import gateway.core.internal.locality.AnnouncedAddresses;
import java.util.List;
import java.util.function.LongSupplier;

/** Takes what core itself wants from dissectors' events, the names for policy and the peers for the address list. */
final class FlowEvents {
    private final AnnouncedAddresses announced;
    private final FlowObserver observer;
    private final LongSupplier clock;

    FlowEvents(AnnouncedAddresses announced, FlowObserver observer, LongSupplier clock) {
        this.announced = announced;
        this.observer = observer;
        this.clock = clock;
    }

    void onEvent(ManagedFlow flow, String application, DissectionEvent event) {
        if (event instanceof DissectionEvent.FileRequested requested) {
            String name = requested.name();
            flow.requestedName = name.substring(0, Math.min(name.length(), DissectionEvent.MAX_TEXT));
        } else if (event instanceof DissectionEvent.PeersListed listed) {
            for (DissectionEvent.ListedPeer peer : listed.peers()) {
                announce(flow, application, peer.peer());
            }
        } else if (event instanceof DissectionEvent.Expected expected) {
            announce(flow, application, expected.to());
        }
        if (!(event instanceof DissectionEvent.MessagePart || event instanceof DissectionEvent.ListRequested)) {
            observer.onEvent(flow, application, event);
        }
    }

    /** Peers took the places of others in a list of this flow. */
    void announce(ManagedFlow flow, String application, List<Endpoint> peers) {
        peers.forEach(peer -> announce(flow, application, peer));
    }

    /** Both ends that may have heard it: the inside one, or either where nobody said what is inside. */
    private void announce(ManagedFlow flow, String application, Endpoint peer) {
        long now = clock.getAsLong();
        if (flow.inside() != Side.SERVER) {
            announced.announce(application, flow.clientHigh(), flow.clientLow(),
                peer.address().high(), peer.address().low(), peer.port(), now);
        }
        if (flow.inside() != Side.CLIENT) {
            announced.announce(application, flow.serverHigh(), flow.serverLow(),
                peer.address().high(), peer.address().low(), peer.port(), now);
        }
    }
}
