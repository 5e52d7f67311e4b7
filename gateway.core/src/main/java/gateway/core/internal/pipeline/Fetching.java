package gateway.core.internal.pipeline;

import gateway.api.flow.Flow.Side;
import gateway.api.locality.PeerList;
import gateway.api.locality.RewriteTerms;
import gateway.api.packet.Direction;
import gateway.core.internal.locality.LocalizerCalls;
import gateway.core.internal.policy.Localizing;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.policy.Rule;
import gateway.core.internal.quality.ClientKey;
import gateway.core.internal.quality.FarPeers;
import gateway.core.internal.quality.Fetched;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What clients of our side fetch from near and from far peers, and how many far peers they are left for that. Of
 * applications with lists of peers only, whether a rule localizes them yet or not: what a client fetched before tells
 * whether it fares worse afterwards. One worker thread.
 */
public final class Fetching {
    /** Clients, each with one application; the one of which no flow was new and no byte came for longest goes. */
    static final int MOST = 4096;

    private final LocalizerCalls calls;
    private final Distances distances;
    private final Predicate<String> listsPeers;
    private final LongSupplier clock;
    private final Map<ClientKey, Client> clients = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ClientKey, Client> eldest) {
            eldest.getValue().gone = size() > MOST;
            return eldest.getValue().gone;
        }
    };
    private FarPeers farPeers = FarPeers.AS_RULED;
    private int policyVersion;

    /** What one client fetched since the last time. */
    private static final class Client {
        private Localizing localizing;
        /** Of the policy by which that was found. */
        private int ruledVersion;
        private long nearBytes;
        private long farBytes;
        private int lists;
        private boolean gone;

        /** Where one rule concerns a client, it is not lost by flows that no rule concerns. */
        void rule(Localizing wanted, int version) {
            if (wanted != null || ruledVersion != version) {
                localizing = wanted;
                ruledVersion = version;
            }
        }

        boolean moved() {
            return nearBytes + farBytes + lists > 0;
        }
    }

    /** Whose bytes a flow brings. */
    static final class Share {
        private Client client;
        private Direction direction;
        private boolean far;
        private long counted;
    }

    /** @param listsPeers whether lists of peers of an application are read */
    Fetching(LocalizerCalls calls, Distances distances, Predicate<String> listsPeers, LongSupplier clock) {
        this.calls = calls;
        this.distances = distances;
        this.listsPeers = listsPeers;
        this.clock = clock;
    }

    /** Rules changed, or the localizer did. */
    void onChange(Policy policy) {
        policyVersion = policy.version();
        distances.onChange();
    }

    /** Some clients are left more far peers from now on, the others what their rules say. */
    public void use(FarPeers next) {
        farPeers = next;
    }

    /** What holds for the client of a list. */
    RewriteTerms terms(PeerList list, RewriteTerms ruled) {
        return farPeers.of(new ClientKey(list.toldTo(), list.application()), ruled);
    }

    /** A client was told a list that a rule concerns, changed or not. */
    void onList(PeerList list, Localizing localizing) {
        Client client = client(new ClientKey(list.toldTo(), list.application()));
        client.rule(localizing, policyVersion);
        client.lists++;
    }

    /** Bytes of a flow were counted, those that the kernel handled alone among them. */
    void onBytes(ManagedFlow flow) {
        if (flow.fetchVersion != distances.version() || flow.fetchedAs != flow.application()) {
            place(flow);
        }
        Share share = flow.share;
        if (share != null) {
            long total = flow.totalBytes(share.direction);
            long more = total - share.counted;
            share.counted = total;
            if (share.far) {
                share.client.farBytes += more;
            } else {
                share.client.nearBytes += more;
            }
            if (share.client.gone) {
                flow.fetchVersion = 0;
            }
        }
    }

    /** Where a flow's bytes count from now on; a flow that policy has not been asked about yet stays where it was. */
    private void place(ManagedFlow flow) {
        String application = flow.application();
        if (application.isEmpty() || flow.ruling == null || flow.policyVersion != policyVersion) {
            return;
        }
        flow.fetchVersion = distances.version();
        flow.fetchedAs = application;
        boolean client = flow.inside() == Side.CLIENT;
        Rule rule = flow.ruling.localizing();
        boolean ofInterest = rule != null || listsPeers.test(application);
        if (!calls.listens() || !ofInterest || !client && flow.inside() != Side.SERVER) {
            flow.share = null;
            return;
        }
        Share share = flow.share == null ? new Share() : flow.share;
        share.client = client(new ClientKey(flow.ours(), application));
        share.client.rule(rule == null ? null : rule.localizing(), policyVersion);
        share.direction = client ? Direction.TO_CLIENT : Direction.TO_SERVER;
        share.far = distances.of(flow, clock.getAsLong()) != Distances.NEAR;
        flow.share = share;
    }

    private Client client(ClientKey who) {
        return clients.computeIfAbsent(who, first -> new Client());
    }

    /** What clients fetched since the last call. */
    public List<Fetched> harvest() {
        List<Fetched> all = new ArrayList<>();
        clients.forEach((who, client) -> {
            if (client.moved()) {
                all.add(new Fetched(who, client.localizing, client.nearBytes, client.farBytes, client.lists));
                client.nearBytes = 0;
                client.farBytes = 0;
                client.lists = 0;
            }
        });
        // Being looked up makes them the last to go.
        all.forEach(each -> clients.get(each.who()));
        return all;
    }
}
