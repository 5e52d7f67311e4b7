package gateway.core.internal.pipeline;

import gateway.api.flow.Flow.Side;
import gateway.api.locality.PeerList;
import gateway.api.locality.RewrittenList;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionEvent.ListRequested;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.api.protocol.ListWriter;
import gateway.core.internal.classify.Classifier;
import gateway.core.internal.locality.LocalizerCalls;
import gateway.core.internal.locality.UnknownList;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.pipeline.ListOutcome.Result;
import gateway.core.internal.policy.Localizing;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.policy.Rule;
import gateway.core.internal.source.RawPacket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The station of lists of peers (the localization paper's first mechanism). Every list is told to the localizer; one
 * that goes to a client for whom a rule wants that is changed before it goes on, in its place and with its length. A
 * list that cannot be changed passes as it was. One worker thread; for each packet {@link #onEvent} any number of
 * times, then {@link #onPacket} and {@link #prepare}.
 */
final class PeerLists {
    /** Lists of one packet; further ones pass as they are. */
    private static final int MOST_PENDING = 64;
    /** More bytes than the longest list of {@link PeersListed#MAX_PEERS} entries of a dictionary has. */
    private static final long MOST_BYTES = 128 * 1024;
    /** Bytes of a request that are changed at most. */
    private static final int MOST_ASKED = 1024;

    /**
     * A list of the packet at hand.
     *
     * @param unknown by what it was found; null where a bundle read it
     * @param payloadAt the offset of the packet's payload, as the list's places count
     */
    private record Found(ManagedFlow flow, PeerList list, ListWriter writer, UnknownList unknown, Direction direction,
                         long payloadAt) {
        String layout() {
            return unknown == null ? "" : unknown.layout();
        }
    }

    /** Bytes of a request of the packet at hand that are to be others. */
    private record Asked(ManagedFlow flow, Direction direction, long payloadAt, ListRequested request) {
    }

    /**
     * What a client reads.
     *
     * @param peers in the places of the list
     */
    private record Told(ListOutcome outcome, List<Endpoint> peers) {
    }

    /**
     * Who comes where.
     *
     * @param places those that change
     * @param peers one for each
     */
    record Substitution(List<ListedPeer> places, List<Endpoint> peers) {
    }

    private final LocalizerCalls calls;
    private final ListLearning learning;
    private final Redirecting redirecting;
    private final Fetching fetching;
    private final Classifier classifier;
    private final FlowEvents events;
    private final FlowObserver observer;
    private final Counters counters;
    private final LongSupplier clock;
    private final List<Found> pending = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();

    PeerLists(LocalizerCalls calls, ListLearning learning, Redirecting redirecting, Fetching fetching,
             Classifier classifier, FlowEvents events, FlowObserver observer, Counters counters, LongSupplier clock) {
        this.calls = calls;
        this.learning = learning;
        this.redirecting = redirecting;
        this.fetching = fetching;
        this.classifier = classifier;
        this.events = events;
        this.observer = observer;
        this.counters = counters;
        this.clock = clock;
    }

    /** Whether a flow has to be read on for the lists that it may carry. */
    boolean reads(ManagedFlow flow) {
        Localizing wanted = wanted(flow);
        return wanted != null && flow.readable() && (wanted.transfers() || flow.announces())
            || learning.reads(flow);
    }

    /** Something was read: a list, somebody who asks for one, or what is of no interest here. */
    void onEvent(ManagedFlow flow, String application, DissectionEvent event) {
        if (event instanceof PeersListed listed) {
            onList(flow, application, listed);
        } else if (event instanceof ListRequested request) {
            onRequest(flow, request);
        }
    }

    private void onList(ManagedFlow flow, String application, PeersListed listed) {
        counters.lists++;
        if (!calls.listens()) {
            return;
        }
        Direction direction = flow.eventDirection();
        Endpoint reader = direction == Direction.TO_CLIENT ? flow.client() : flow.server();
        PeerList list = new PeerList(application, listed.content(), reader.address(), listed.peers());
        if (!listed.departed()) {
            calls.learn(list, clock.getAsLong());
        }
        boolean open = listed.writer() != ListWriter.NONE;
        if (open && flow.leadsInside(direction) && pending.size() < MOST_PENDING) {
            pending.add(new Found(flow, list, listed.writer(), null, direction, flow.payloadAt()));
        }
    }

    private void onRequest(ManagedFlow flow, ListRequested request) {
        Direction direction = flow.eventDirection();
        if (calls.listens() && flow.leadsInside(direction.reverse()) && asked.size() < MOST_PENDING) {
            asked.add(new Asked(flow, direction, flow.payloadAt(), request));
        }
    }

    /**
     * A packet was read or classified: it is looked through for what no bundle reads, unless a bundle read a list in
     * it. Answers whether lists wait for {@link #prepare}.
     */
    boolean onPacket(ManagedFlow flow, Direction direction, Packet packet) {
        UnknownList unknown = pending.isEmpty() ? learning.look(flow, direction, packet) : null;
        if (unknown != null) {
            counters.lists++;
            calls.learn(unknown.list(), clock.getAsLong());
            pending.add(new Found(flow, unknown.list(), unknown.writer(), unknown, direction, 0));
        }
        return !pending.isEmpty() || !asked.isEmpty();
    }

    /** A packet was counted. */
    void onCounted(ManagedFlow flow, Direction direction, Packet packet, Policy policy, long nowMillis) {
        learning.onPacket(flow, direction, policy);
        fetching.onBytes(flow);
        redirecting.onPacket(flow, direction, packet, nowMillis);
        if (packet.protocol != 6) {
            onDatagram(flow, direction, nowMillis);
        }
    }

    /**
     * A datagram came. The first answer to the first question of our side says how far its sender is, to a millisecond.
     * Of TCP nothing is told: the kernel keeps the answer to a SYN to itself (decision 116).
     */
    private void onDatagram(ManagedFlow flow, Direction direction, long nowMillis) {
        if (direction == Direction.TO_CLIENT && flow.inside() == Side.CLIENT && flow.packets(Direction.TO_CLIENT) == 1
            && flow.packets(Direction.TO_SERVER) == 1) {
            calls.roundTrip(flow.serverHigh(), flow.serverLow(),
                TimeUnit.MILLISECONDS.toMicros(Math.max(1, nowMillis - flow.startedMillis())), nowMillis);
        }
    }

    /** The packet was read, and policy was asked: what stands in its lists is changed. */
    void prepare(ManagedFlow flow, Direction direction, RawPacket raw, Packet packet) {
        Rule rule = flow.ruling == null ? null : flow.ruling.localizing();
        for (Found found : pending) {
            // What the end of another flow brought to light has gone on long ago.
            if (rule != null && found.flow == flow && !flow.refused()) {
                Told told = found.direction == direction ? change(rule, found, raw, packet)
                    : told(rule, found, Result.PASSED, null);
                ListOutcome outcome = redirect(rule, found, told);
                fetching.onList(found.list, rule.localizing());
                if (found.unknown != null && outcome.result() != Result.CHANGED) {
                    learning.received(flow);
                }
                counters.count(outcome);
                observer.onList(flow, outcome);
            }
        }
        pending.clear();
        for (Asked each : asked) {
            if (rule != null && rule.localizing().rewrites() && each.flow == flow && each.direction == direction
                && !flow.refused() && !rule.localizing().isControl(flow.ours())) {
                askPlainly(each, raw, packet);
            }
        }
        asked.clear();
    }

    /** A request of which a part has gone on stays as it is, and its answer may come so that it has to. */
    private void askPlainly(Asked each, RawPacket raw, Packet packet) {
        byte[] bytes = each.request.plainly().getBytes(StandardCharsets.ISO_8859_1);
        long offset = each.request.offset();
        if (offset >= 0 && bytes.length <= MOST_ASKED && PacketChanges.inHand(each.flow, each.direction, raw, packet,
                each.payloadAt, offset, bytes.length).isPresent()
            && PacketChanges.change(each.flow, each.direction, raw, packet, each.payloadAt, offset, bytes)) {
            counters.listsAskedPlainly++;
        }
    }

    /** Who is asked in spite of that comes to somebody near. */
    private ListOutcome redirect(Rule rule, Found found, Told told) {
        if (told.outcome.result() == Result.CONTROL) {
            return told.outcome;
        }
        List<Endpoint> near = redirecting.onList(found.flow, rule,
            fetching.terms(found.list, rule.localizing().terms()), found.list, told.peers, clock.getAsLong());
        events.announce(found.flow, found.list.application(), near);
        return told.outcome.redirecting(near.size());
    }

    private Told change(Rule rule, Found found, RawPacket raw, Packet packet) {
        PeerList list = found.list;
        if (rule.localizing().isControl(list.toldTo())) {
            return told(rule, found, Result.CONTROL, null);
        }
        if (!rule.localizing().rewrites()) {
            return told(rule, found, Result.KEPT, null);
        }
        Optional<RewrittenList> answer = calls.rewrite(list, fetching.terms(list, rule.localizing().terms()),
            clock.getAsLong());
        if (answer.isEmpty() || !answer.get().changed()) {
            return told(rule, found, Result.KEPT, answer.orElse(null));
        }
        RewrittenList fitted = found.unknown != null ? answer.get() : FittedList.of(list.peers(), answer.get(),
            (place, peer) -> classifier.fits(list.application(), found.writer, place, peer));
        Substitution wanted = substitution(list, fitted.entries());
        Result result = wanted.places.isEmpty() ? Result.KEPT : write(found, wanted, raw, packet);
        if (result == Result.CHANGED) {
            // Flows to them have to be recognised, encrypted ones too.
            events.announce(found.flow, list.application(), wanted.peers);
            watch(found, wanted);
        }
        return told(rule, found, result, fitted);
    }

    private static Substitution substitution(PeerList list, List<Endpoint> entries) {
        List<ListedPeer> places = new ArrayList<>();
        List<Endpoint> peers = new ArrayList<>();
        for (int i = 0; i < list.peers().size(); i++) {
            ListedPeer place = list.peers().get(i);
            Endpoint peer = entries.get(i);
            if (!peer.equals(place.peer()) && mayStandAt(place, peer)) {
                places.add(place);
                peers.add(peer);
            }
        }
        return new Substitution(places, peers);
    }

    /** Whether a learnt layout is right shows by those whom its lists did not have: whoever moved was there before. */
    private void watch(Found found, Substitution done) {
        if (found.unknown != null) {
            Set<Endpoint> before = new HashSet<>();
            found.list.peers().forEach(each -> before.add(each.peer()));
            List<Endpoint> newcomers = done.peers.stream().filter(peer -> !before.contains(peer)).toList();
            if (!newcomers.isEmpty()) {
                learning.substituted(found.unknown, newcomers);
            }
        }
    }

    /** What a localizer must not get wrong, since a client would have to suffer for it. */
    private static boolean mayStandAt(ListedPeer place, Endpoint peer) {
        return place.offset() != ListedPeer.NOWHERE && peer.port() != 0
            && peer.address().isV4() == place.peer().address().isV4();
    }

    private Result write(Found found, Substitution wanted, RawPacket raw, Packet packet) {
        List<ListedPeer> places = wanted.places;
        boolean datagram = packet.protocol != 6;
        long first = datagram ? 0 : places.stream().mapToLong(ListedPeer::offset).min().orElseThrow();
        long end = datagram ? packet.payloadLength
            : places.stream().mapToLong(place -> place.offset() + place.length()).max().orElseThrow();
        if (first < 0 || end - first > MOST_BYTES || places.stream().anyMatch(place -> lies(place, first, end))) {
            return Result.UNWRITABLE;
        }
        Optional<byte[]> bytes = PacketChanges.inHand(found.flow, found.direction, raw, packet, found.payloadAt, first,
            (int) (end - first));
        if (bytes.isEmpty()) {
            return Result.PASSED;
        }
        boolean written = fill(found, bytes.get(), first, wanted) && PacketChanges.change(found.flow, found.direction,
            raw, packet, found.payloadAt, first, bytes.get());
        return written ? Result.CHANGED : Result.UNWRITABLE;
    }

    private boolean fill(Found found, byte[] bytes, long first, Substitution wanted) {
        return found.unknown != null ? learning.write(found.unknown, bytes, first, wanted)
            : classifier.write(found.list.application(), found.writer, bytes, first, wanted.places, wanted.peers);
    }

    /** A dissector's places are a bundle's word, too. */
    private static boolean lies(ListedPeer place, long first, long end) {
        return place.length() <= 0 || place.offset() < first || place.offset() + place.length() > end;
    }

    private static Localizing wanted(ManagedFlow flow) {
        return flow.ruling != null && flow.ruling.localizes() ? flow.ruling.localizing().localizing() : null;
    }

    private static Told told(Rule rule, Found found, Result result, RewrittenList answer) {
        boolean changed = result == Result.CHANGED;
        List<Endpoint> peers = changed ? answer.entries()
            : found.list.peers().stream().map(ListedPeer::peer).toList();
        boolean asCounted = changed || result == Result.KEPT;
        return new Told(new ListOutcome(rule.name(), found.layout(), found.list, result,
            changed ? answer.replaced() : 0, changed ? answer.moved() : 0, 0,
            asCounted && answer != null ? answer.far() : -1), peers);
    }
}
