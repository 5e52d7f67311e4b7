package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gateway.api.locality.PeerList;
import gateway.api.locality.PeerListRewriter;
import gateway.api.locality.RewriteTerms;
import gateway.api.locality.RewriteTerms.Way;
import gateway.api.locality.RewrittenList;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.policy.Action;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.locality.LocalizerRegistry;
import gateway.core.internal.policy.Localizing;
import gateway.core.internal.policy.Rule;
import gateway.core.internal.quality.ClientKey;
import gateway.core.internal.quality.FarPeers;
import gateway.core.internal.quality.Fetched;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of clients: 192.0.2.0/24 is our side. */
class FetchingTest {
    private static final Localizing NONE_FAR =
        new Localizing(true, false, new RewriteTerms(Way.REPLACE, 0), 0, true);
    private static final ClientKey CLIENT = new ClientKey(IpAddress.parse("192.0.2.1").orElseThrow(), "film");

    private final FakeParser parser = FakeParser.of("film", "HIHO");
    private final PipelineRig rig = new PipelineRig(parser);
    private final LocalizerRegistry registry = new LocalizerRegistry(null);
    private final FakeDistance ruler = new FakeDistance();
    private final Terms localizer = new Terms();

    /** Changes no list, and keeps what was wanted of them. */
    private static final class Terms implements PeerListRewriter {
        private final List<Integer> farPeers = new ArrayList<>();

        @Override
        public void learn(PeerList list, long nowMillis) {
        }

        @Override
        public RewrittenList rewrite(PeerList list, RewriteTerms terms, long nowMillis) {
            farPeers.add(terms.farPeers());
            return new RewrittenList(list.peers().stream().map(each -> each.peer()).toList(), 0, 0, 0);
        }
    }

    @BeforeEach
    void begin() {
        registry.use(rig.pipeline::onLocalizers);
        registry.addRewriter(localizer);
        registry.addDistance(ruler);
        rig.policy(localize());
    }

    private static Rule localize() {
        return Rule.of("near", 10, Set.of("film"), InsideNetworks.NONE, InsideNetworks.NONE, Rule.Initiator.ANY,
            List.of(), List.of(), Action.LOCALIZE, 0).withLocalizing(NONE_FAR);
    }

    private static CraftedPacket to(String peer) {
        return CraftedPacket.udp().from("192.0.2.1", 7000).to(peer, 8000);
    }

    private List<Fetched> harvest() {
        return rig.pipeline.traffic().fetching().harvest();
    }

    /** An answer of so many bytes, after a question. */
    private void fetch(String peer, int bytes) {
        rig.hand(to(peer).payload("HIHO"));
        rig.hand(to(peer).back().payload(new byte[bytes]));
        rig.hand(to(peer).payload("thanks"));
    }

    @Test
    void shouldTellNearAndFarBytesOfAClient() {
        ruler.cost = FakeDistance.NEAR;
        fetch("198.51.100.9", 500);
        ruler.cost = FakeDistance.FARTHEST;
        fetch("203.0.113.9", 900);
        assertEquals(List.of(new Fetched(CLIENT, NONE_FAR, 528, 928, 0)), harvest());
        assertEquals(List.of(), harvest(), "each byte once");
    }

    @Test
    void shouldCountWhatWeSendToAClientOfTheOtherSideAsNothingFetched() {
        rig.hand(CraftedPacket.udp().from("203.0.113.9", 7000).to("192.0.2.1", 8000).payload("HIHO"));
        rig.hand(CraftedPacket.udp().from("203.0.113.9", 7000).to("192.0.2.1", 8000).back().payload(new byte[900]));
        rig.hand(CraftedPacket.udp().from("203.0.113.9", 7000).to("192.0.2.1", 8000).payload("thanks"));
        Fetched told = harvest().get(0);
        assertEquals(0, told.nearBytes());
        assertEquals(28 + 4 + 28 + 6, told.farBytes(), "what came in, and not what went out");
    }

    @Test
    void shouldTellNothingOfWhomNoRuleConcernsAndNobodyReadsListsOf() {
        rig.policy();
        fetch("203.0.113.9", 900);
        assertEquals(List.of(), harvest());
        registry.removeRewriter(localizer);
        rig.policy(localize());
        fetch("203.0.113.9", 900);
        assertEquals(List.of(), harvest(), "nobody localizes");
    }

    @Test
    void shouldLeaveAClientMoreFarPeersOnceToldSo() {
        parser.openingWith(sink -> new ListReader(sink, true));
        Endpoint far = new Endpoint(IpAddress.parse("203.0.113.9").orElseThrow(), 4000);
        rig.hand(to("198.51.100.9").payload("HIHO"));
        rig.hand(to("198.51.100.9").back().payload(ListReader.message(far)));
        rig.pipeline.traffic().fetching().use(new FarPeers(Map.of(CLIENT, 4)));
        rig.hand(to("198.51.100.9").back().payload(ListReader.message(far)));
        assertEquals(List.of(0, 4), localizer.farPeers);
        assertEquals(2, harvest().get(0).lists());
    }
}
