package gateway.core.internal.pipeline;

import gateway.api.flow.Flow.Side;
import gateway.api.locality.PeerList;
import gateway.api.locality.RewriteTerms;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.core.internal.flow.FlowTable.Placement;
import gateway.core.internal.locality.LocalizerCalls;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.pipeline.RedirectOutcome.Result;
import gateway.core.internal.policy.Rule;
import gateway.core.internal.redirect.Redirection;
import gateway.core.internal.redirect.Redirections;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The station of redirection (the localization paper's second mechanism). Who is told of a far peer, and asks it for
 * what a near one has, asks that one instead; a near peer that does not answer is given up. One worker thread.
 */
final class Redirecting {
    /** How long a near peer may keep a client waiting, and how often that has to ask. */
    static final int PATIENCE_MILLIS = 3000;
    private static final int QUESTIONS = 3;
    /** Far peers of one list; further ones are asked themselves. */
    private static final int MOST_OF_A_LIST = 256;

    /**
     * A flow that may have been led to its server, from a packet on.
     *
     * @param sinceMillis when that came
     * @param packetsToServer how many had gone before
     * @param packetsToClient how many had come before
     */
    record Led(Redirection redirection, long sinceMillis, long packetsToServer, long packetsToClient) {
    }

    private final Redirections redirections;
    private final LocalizerCalls calls;
    private final Placement placement;
    private final FlowObserver observer;
    private final Counters counters;
    private boolean begun;

    /** @param redirections null where nobody redirects, as in captures */
    Redirecting(Redirections redirections, LocalizerCalls calls, Placement placement, FlowObserver observer,
                Counters counters) {
        this.redirections = redirections;
        this.calls = calls;
        this.placement = placement;
        this.observer = observer;
        this.counters = counters;
    }

    /**
     * A client is told of peers.
     *
     * @param terms how many far peers are left to it
     * @param peers as it reads them
     * @return to whom it comes instead of some of them
     */
    List<Endpoint> onList(ManagedFlow flow, Rule rule, RewriteTerms terms, PeerList list, List<Endpoint> peers,
                          long nowMillis) {
        List<Endpoint> near = new ArrayList<>();
        if (redirections == null || !rule.localizing().redirects() || list.content().isEmpty()) {
            return near;
        }
        int farPeers = farPeers(list, terms, nowMillis);
        IpAddress client = list.toldTo();
        for (Endpoint peer : peers.subList(0, Math.min(peers.size(), MOST_OF_A_LIST))) {
            // Those that are redirected already stay so, or every list would have others take turns.
            Optional<Endpoint> instead = nearPeer(list, peer, redirections.has(client, peer) ? 0 : farPeers, nowMillis);
            if (instead.isPresent()) {
                Redirection wanted = new Redirection(rule.name(), list.application(), list.content(), client,
                    portOf(flow, client), peer, instead.get(),
                    nowMillis + Redirections.LIFETIME_SECONDS * 1000L);
                if (redirections.begin(wanted)) {
                    counters.redirections++;
                    begun = true;
                    near.add(instead.get());
                }
            }
        }
        return near;
    }

    /** Whether any has begun since the last time. */
    boolean haveBegun() {
        boolean any = begun;
        begun = false;
        return any;
    }

    private int farPeers(PeerList list, RewriteTerms terms, long nowMillis) {
        return terms.leastPeers() <= terms.farPeers() ? terms.farPeers()
            : terms.farPeers(calls.nearPeers(list.application(), list.content(), list.toldTo(), nowMillis));
    }

    /**
     * One on our side would answer a client of our side past the gateway, and from an address that it did not ask: far
     * peers give way to near ones outside.
     */
    private Optional<Endpoint> nearPeer(PeerList list, Endpoint peer, int farPeers, long nowMillis) {
        return calls.nearPeer(list.application(), list.content(), list.toldTo(), peer, farPeers, nowMillis)
            .filter(near -> near.address().isV4() == peer.address().isV4() && near.port() != 0 && !near.equals(peer)
                && placement.inside(list.toldTo().high(), list.toldTo().low(), near.address().high(),
                    near.address().low()) == Side.CLIENT);
    }

    /** Applications speak to all their peers from one port of datagrams. */
    private static int portOf(ManagedFlow flow, IpAddress client) {
        if (flow.transport().number() != 17) {
            return 0;
        }
        return flow.client().address().equals(client) ? flow.client().port() : flow.server().port();
    }

    /** A packet of a flow was counted. Of most flows it is enough to know that nothing has begun since the last one. */
    void onPacket(ManagedFlow flow, Direction direction, Packet packet, long nowMillis) {
        if (flow.led == null) {
            if (redirections != null && direction == Direction.TO_SERVER
                && flow.redirectionsKnown != redirections.version()) {
                look(flow, nowMillis);
            }
        } else if (direction == Direction.TO_CLIENT) {
            settle(flow, packet.protocol == 6 && packet.has(Packet.RST) ? Result.SILENT : Result.ANSWERED, nowMillis);
        } else if (packet.protocol == 6 && !packet.has(Packet.SYN)) {
            // The kernel keeps the answer to a SYN to itself (decision 116); this is what follows it.
            settle(flow, Result.ANSWERED, nowMillis);
        } else if (asked(flow) >= QUESTIONS && nowMillis - flow.led.sinceMillis >= PATIENCE_MILLIS) {
            settle(flow, Result.SILENT, nowMillis);
        }
    }

    /** It is over; one that asked in vain, whether the kernel saw to it or we did, shows a near peer that is gone. */
    void onEnd(ManagedFlow flow, long nowMillis) {
        if (flow.led != null) {
            boolean answered = flow.totalPackets(Direction.TO_CLIENT) > flow.led.packetsToClient;
            settle(flow, !answered && asked(flow) >= QUESTIONS ? Result.SILENT : Result.ANSWERED, nowMillis);
        }
    }

    /** A client that knew the near peer before and speaks to both from one port has one flow for both. */
    private void look(ManagedFlow flow, long nowMillis) {
        flow.redirectionsKnown = redirections.version();
        Redirection redirection = redirections.to(flow.client().address(), flow.server());
        if (redirection != null) {
            flow.led = new Led(redirection, nowMillis, flow.totalPackets(Direction.TO_SERVER) - 1,
                flow.totalPackets(Direction.TO_CLIENT));
        }
    }

    private static long asked(ManagedFlow flow) {
        return flow.totalPackets(Direction.TO_SERVER) - flow.led.packetsToServer;
    }

    private void settle(ManagedFlow flow, Result result, long nowMillis) {
        Redirection redirection = flow.led.redirection;
        flow.led = null;
        calls.outcome(redirection, result == Result.ANSWERED, nowMillis);
        if (result == Result.ANSWERED) {
            counters.redirectionsAnswered++;
        } else {
            counters.redirectionsGivenUp++;
            redirections.giveUp(redirection.client(), redirection.near(), flow.transport().number(),
                flow.client().port());
        }
        observer.onRedirect(flow, new RedirectOutcome(redirection, result));
    }
}
