package gateway.core.internal.pipeline;

import gateway.api.flow.Flow.Side;
import gateway.api.locality.PeerList;
import gateway.api.locality.RewrittenList;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.core.internal.classify.Classifier;
import gateway.core.internal.locality.LocalizerCalls;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.pipeline.ListOutcome.Result;
import gateway.core.internal.policy.Localizing;
import gateway.core.internal.policy.Rule;
import gateway.core.internal.source.RawPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The station of lists of peers (the localization paper's first mechanism). Every list is told to the localizer; one
 * that goes to a client for whom a rule wants that is changed before it goes on, in its place and with its length. A
 * list that cannot be changed passes as it was. One worker thread; for each packet {@link #onList} any number of
 * times, then {@link #prepare}.
 */
final class PeerLists {
    /** Lists of one packet; further ones pass as they are. */
    private static final int MOST_PENDING = 64;
    /** More bytes than the longest list of {@link PeersListed#MAX_PEERS} entries of a dictionary has. */
    private static final long MOST_BYTES = 128 * 1024;
    private static final int HUNDRED = 100;

    private record Found(ManagedFlow flow, String application, PeersListed listed, Direction direction) {
    }

    private final LocalizerCalls calls;
    private final Classifier classifier;
    private final FlowEvents events;
    private final FlowObserver observer;
    private final Counters counters;
    private final LongSupplier clock;
    private final List<Found> pending = new ArrayList<>();

    PeerLists(LocalizerCalls calls, Classifier classifier, FlowEvents events, FlowObserver observer,
              Counters counters, LongSupplier clock) {
        this.calls = calls;
        this.classifier = classifier;
        this.events = events;
        this.observer = observer;
        this.counters = counters;
        this.clock = clock;
    }

    /** Whether a flow has to be read on for the lists that it may carry. */
    boolean reads(ManagedFlow flow) {
        Localizing wanted = wanted(flow);
        return wanted != null && flow.readable() && (wanted.transfers() || flow.announces());
    }

    /** A list was read. */
    void onList(ManagedFlow flow, String application, PeersListed listed) {
        counters.lists++;
        if (!calls.listens()) {
            return;
        }
        Direction direction = flow.eventDirection();
        calls.learn(list(flow, application, listed, direction), clock.getAsLong());
        boolean toOurs = flow.inside() == (direction == Direction.TO_CLIENT ? Side.CLIENT : Side.SERVER);
        if (toOurs && pending.size() < MOST_PENDING) {
            pending.add(new Found(flow, application, listed, direction));
        }
    }

    /**
     * A datagram came. The first answer to the first question of our side says how far its sender is, to a millisecond.
     * Of TCP nothing is told: the kernel keeps the answer to a SYN to itself (decision 116).
     */
    void onDatagram(ManagedFlow flow, Direction direction, long nowMillis) {
        if (direction == Direction.TO_CLIENT && flow.inside() == Side.CLIENT && flow.packets(Direction.TO_CLIENT) == 1
            && flow.packets(Direction.TO_SERVER) == 1) {
            calls.roundTrip(flow.serverHigh(), flow.serverLow(),
                TimeUnit.MILLISECONDS.toMicros(Math.max(1, nowMillis - flow.startedMillis())), nowMillis);
        }
    }

    /** Whether lists of the packet at hand wait for {@link #prepare}. */
    boolean isPending() {
        return !pending.isEmpty();
    }

    /** The packet was read, and policy was asked: what stands in its lists is changed. */
    void prepare(ManagedFlow flow, Direction direction, RawPacket raw, Packet packet) {
        Rule rule = flow.ruling == null ? null : flow.ruling.localizing();
        for (Found found : pending) {
            // What the end of another flow brought to light has gone on long ago.
            if (rule != null && found.flow == flow && !flow.refused()) {
                PeerList list = list(flow, found.application, found.listed, found.direction);
                ListOutcome outcome = found.direction == direction ? change(flow, rule, found, list, raw, packet)
                    : outcome(rule, list, Result.PASSED, null);
                counters.count(outcome);
                observer.onList(flow, outcome);
            }
        }
        pending.clear();
    }

    private ListOutcome change(ManagedFlow flow, Rule rule, Found found, PeerList list, RawPacket raw, Packet packet) {
        if (isControl(list.toldTo(), rule.localizing())) {
            return outcome(rule, list, Result.CONTROL, null);
        }
        Optional<RewrittenList> answer = calls.rewrite(list, rule.localizing().terms(), clock.getAsLong());
        if (answer.isEmpty() || !answer.get().changed()) {
            return outcome(rule, list, Result.KEPT, answer.orElse(null));
        }
        List<ListedPeer> places = new ArrayList<>();
        List<Endpoint> peers = new ArrayList<>();
        for (int i = 0; i < list.peers().size(); i++) {
            ListedPeer place = list.peers().get(i);
            Endpoint peer = answer.get().entries().get(i);
            if (!peer.equals(place.peer()) && mayStandAt(place, peer)) {
                places.add(place);
                peers.add(peer);
            }
        }
        Result result = places.isEmpty() ? Result.KEPT : write(flow, found, places, peers, raw, packet);
        if (result == Result.CHANGED) {
            // Flows to them have to be recognised, encrypted ones too.
            events.announce(flow, found.application, peers);
        }
        return outcome(rule, list, result, answer.get());
    }

    /** What a localizer must not get wrong, since a client would have to suffer for it. */
    private static boolean mayStandAt(ListedPeer place, Endpoint peer) {
        return place.offset() != ListedPeer.NOWHERE && peer.port() != 0
            && peer.address().isV4() == place.peer().address().isV4();
    }

    private Result write(ManagedFlow flow, Found found, List<ListedPeer> places, List<Endpoint> peers, RawPacket raw,
                         Packet packet) {
        boolean datagram = packet.protocol != 6;
        long first = datagram ? 0 : places.stream().mapToLong(ListedPeer::offset).min().orElseThrow();
        long end = datagram ? packet.payloadLength
            : places.stream().mapToLong(place -> place.offset() + place.length()).max().orElseThrow();
        if (first < 0 || end - first > MOST_BYTES || places.stream().anyMatch(place -> lies(place, first, end))) {
            return Result.UNWRITABLE;
        }
        Optional<byte[]> bytes = PacketChanges.inHand(flow, found.direction, raw, packet, first, (int) (end - first));
        if (bytes.isEmpty()) {
            return Result.PASSED;
        }
        boolean written = classifier.write(found.application, found.listed.writer(), bytes.get(), first, places, peers)
            && PacketChanges.change(flow, found.direction, raw, packet, first, bytes.get());
        return written ? Result.CHANGED : Result.UNWRITABLE;
    }

    /** A dissector's places are a bundle's word, too. */
    private static boolean lies(ListedPeer place, long first, long end) {
        return place.length() <= 0 || place.offset() < first || place.offset() + place.length() > end;
    }

    /** The same clients today and tomorrow, at every worker, or what they get could not be compared. */
    private static boolean isControl(IpAddress client, Localizing wanted) {
        long mixed = (client.high() * 31 + client.low()) * 0xbf58476d1ce4e5b9L;
        return Math.floorMod(mixed ^ mixed >>> 31, HUNDRED) < wanted.controlPercent();
    }

    private static Localizing wanted(ManagedFlow flow) {
        return flow.ruling != null && flow.ruling.localizes() ? flow.ruling.localizing().localizing() : null;
    }

    private static PeerList list(ManagedFlow flow, String application, PeersListed listed, Direction direction) {
        Endpoint reader = direction == Direction.TO_CLIENT ? flow.client() : flow.server();
        return new PeerList(application, listed.content(), reader.address(), listed.peers());
    }

    private static ListOutcome outcome(Rule rule, PeerList list, Result result, RewrittenList answer) {
        boolean changed = result == Result.CHANGED;
        boolean asCounted = changed || result == Result.KEPT;
        return new ListOutcome(rule.name(), list, result, changed ? answer.replaced() : 0, changed ? answer.moved() : 0,
            asCounted && answer != null ? answer.far() : -1);
    }
}
