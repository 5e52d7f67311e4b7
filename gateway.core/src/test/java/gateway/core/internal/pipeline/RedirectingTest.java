package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.locality.PeerList;
import gateway.api.locality.PeerListRewriter;
import gateway.api.locality.Redirector;
import gateway.api.locality.RewriteTerms;
import gateway.api.locality.RewriteTerms.Way;
import gateway.api.locality.RewrittenList;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.policy.Action;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeKernel.Fate;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.locality.LocalizerRegistry;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.policy.Localizing;
import gateway.core.internal.policy.Rule;
import gateway.core.internal.redirect.Redirection;
import gateway.core.internal.redirect.Redirections;
import gateway.core.internal.redirect.SlowKernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RedirectingTest {
    private static final Endpoint FAR = peer("203.0.113.9", 7001);
    private static final Endpoint FARTHER = peer("203.0.113.10", 7001);
    private static final Endpoint NEAR = peer("198.51.100.8", 7002);

    private final FakeParser parser = FakeParser.of("film", "HIHO");
    private final SlowKernel slow = new SlowKernel();
    private final Redirections redirections =
        new Redirections(slow, () -> this.rig.clock.millis().getAsLong());
    private final PipelineRig rig = new PipelineRig(redirections, parser);
    private final LocalizerRegistry registry = new LocalizerRegistry(null);
    private final NearOnly localizer = new NearOnly();

    /** Knows a near peer for everything, and hears what became of it. */
    private static final class NearOnly implements PeerListRewriter, Redirector {
        private final List<String> heard = new ArrayList<>();
        private final Set<Endpoint> left = new HashSet<>();
        private Endpoint near = NEAR;
        private int nearPeers = 1;

        @Override
        public void learn(PeerList list, long nowMillis) {
        }

        @Override
        public RewrittenList rewrite(PeerList list, RewriteTerms terms, long nowMillis) {
            throw new IllegalStateException("lists are to be kept");
        }

        @Override
        public Optional<Endpoint> nearPeer(String application, String content, IpAddress client, Endpoint peer,
                                           int farPeers, long nowMillis) {
            if (left.size() < farPeers) {
                left.add(peer);
            }
            return peer.equals(NEAR) || farPeers > 0 && left.contains(peer) ? Optional.empty() : Optional.of(near);
        }

        @Override
        public int nearPeers(String application, String content, IpAddress client, long nowMillis) {
            return nearPeers;
        }

        @Override
        public void answered(String application, String content, Endpoint peer, long nowMillis) {
            heard.add("answered " + peer);
        }

        @Override
        public void silent(String application, String content, Endpoint peer, long nowMillis) {
            heard.add("silent " + peer);
        }
    }

    private static Endpoint peer(String address, int port) {
        return new Endpoint(IpAddress.parse(address).orElseThrow(), port);
    }

    private static Rule redirect(int farPeers, int controlPercent) {
        return redirect(new RewriteTerms(Way.REPLACE, farPeers), controlPercent);
    }

    private static Rule redirect(RewriteTerms terms, int controlPercent) {
        return Rule.of("near", 10, Set.of("film"), InsideNetworks.NONE, InsideNetworks.NONE, Rule.Initiator.ANY,
            List.of(), List.of(), Action.LOCALIZE, 0).withLocalizing(
                new Localizing(false, true, terms, controlPercent, true));
    }

    @BeforeEach
    void begin() {
        registry.use(rig.pipeline::onLocalizers);
        registry.addRewriter(localizer);
        registry.addRedirector(localizer);
        rig.policy(redirect(0, 0));
        parser.openingWith(sink -> new ListReader(sink, true));
    }

    @AfterEach
    void end() throws IOException {
        redirections.close();
    }

    private CraftedPacket fromServer() {
        return CraftedPacket.udp().back();
    }

    private void tell(Endpoint... peers) {
        rig.hand(CraftedPacket.udp().payload("HIHO"));
        rig.hand(fromServer().payload(ListReader.message(peers)));
    }

    private CraftedPacket ask() {
        return CraftedPacket.udp().to("198.51.100.8", 7002).payload("ask");
    }

    private CraftedPacket answer() {
        return CraftedPacket.udp().to("198.51.100.8", 7002).back().payload("answer");
    }

    private Redirection there() {
        return redirections.to(CraftedPacket.udp().source(), NEAR);
    }

    @Test
    void shouldRedirectTheFarPeersOfAList() {
        tell(FAR, NEAR);
        assertEquals(FAR, there().far());
        assertEquals(1, rig.pipeline.counters().redirections);
        tell(FAR, NEAR);
        assertEquals(1, rig.pipeline.counters().redirections, "it is known already");
    }

    @Test
    void shouldLeaveAsManyFarPeersAsTheRuleSays() {
        rig.policy(redirect(1, 0));
        tell(FAR, FARTHER);
        assertEquals(FARTHER, there().far());
        assertEquals(1, redirections.size());
    }

    @Test
    void shouldLeaveMoreFarPeersWhereFewNearOnesAreKnown() {
        rig.policy(redirect(new RewriteTerms(Way.REPLACE, 0, 2), 0));
        tell(FAR, FARTHER);
        assertEquals(FARTHER, there().far());
        localizer.nearPeers = 2;
        tell(FAR, FARTHER);
        assertEquals(2, redirections.size());
    }

    @Test
    void shouldLeaveTheControlGroupAlone() {
        rig.policy(redirect(0, 100));
        tell(FAR, FARTHER);
        assertEquals(0, redirections.size());
    }

    @Test
    void shouldNotLeadToAPeerOfOurOwnSideOrOfAnotherFamily() {
        localizer.near = peer("192.0.2.77", 7002);
        tell(FAR);
        localizer.near = peer("2001:db8::7", 7002);
        tell(FAR);
        assertEquals(0, redirections.size());
    }

    @Test
    void shouldTellThatANearPeerAnswered() {
        tell(FAR);
        rig.hand(ask());
        rig.hand(answer());
        rig.hand(answer());
        assertEquals(List.of("answered " + NEAR), localizer.heard);
        assertEquals(1, rig.pipeline.counters().redirectionsAnswered);
        assertNotNull(there());
    }

    @Test
    void shouldGiveUpANearPeerThatDoesNotAnswerAnyLonger() {
        rig.hand(ask());
        rig.hand(answer());
        tell(FAR);
        for (int i = 0; i < 3; i++) {
            assertNotNull(there());
            rig.hand(ask());
            rig.clock.advanceMillis(Redirecting.PATIENCE_MILLIS);
        }
        rig.hand(ask());
        assertEquals(List.of("silent " + NEAR), localizer.heard);
        assertNull(there(), "the client reaches the far peer again");
        assertEquals(1, rig.pipeline.counters().redirectionsGivenUp);
    }

    @Test
    void shouldGiveUpANearPeerThatRefuses() {
        tell(FAR, FARTHER);
        assertEquals(2, redirections.size());
        rig.hand(CraftedPacket.tcp().to("198.51.100.8", 7002).flags(Packet.SYN));
        rig.hand(CraftedPacket.tcp().to("198.51.100.8", 7002).back().flags(Packet.RST | Packet.ACK));
        assertEquals(List.of("silent " + NEAR), localizer.heard);
        assertEquals(0, redirections.size(), "it was asked in place of both");
    }

    /** The kernel is busy while a list is told; answers what became of the list. */
    private Fate toldMeanwhile(Endpoint... peers) {
        slow.busy.lock();
        rig.send(CraftedPacket.udp().payload("HIHO"));
        return rig.send(fromServer().payload(ListReader.message(peers)));
    }

    private void timer() {
        rig.pipeline.onTimer(rig.clock.millis().getAsLong());
    }

    @Test
    @Timeout(60)
    void shouldHoldAListUntilTheKernelLeadsItsClientAway() {
        assertEquals(Fate.HELD, toldMeanwhile(FAR));
        timer();
        assertEquals(List.of(), rig.kernel.letOn);
        assertEquals(1, rig.pipeline.waitMillis());
        slow.busy.unlock();
        while (rig.kernel.letOn.isEmpty()) {
            timer();
        }
        assertEquals(Fate.FORWARDED, rig.send(fromServer().payload(ListReader.message(FAR))), "the kernel knows");
        assertTrue(rig.pipeline.waitMillis() > 1);
    }

    @Test
    void shouldNotHoldAListForLongWhereTheKernelIsSlow() {
        assertEquals(Fate.HELD, toldMeanwhile(FAR));
        rig.clock.advanceMillis(RedirectHold.MOST_MILLIS - 1);
        timer();
        assertEquals(List.of(), rig.kernel.letOn);
        rig.clock.advanceMillis(1);
        timer();
        assertEquals(1, rig.kernel.letOn.size());
        slow.busy.unlock();
    }

    @Test
    @Timeout(60)
    void shouldLetAListOnWhereTheKernelRefuses() {
        slow.refuses = true;
        assertEquals(Fate.HELD, toldMeanwhile(FAR));
        slow.busy.unlock();
        while (rig.kernel.letOn.isEmpty()) {
            timer();
        }
        assertEquals("no room", redirections.problem());
    }

    @Test
    void shouldLetGoOfListsAtTheEnd() {
        assertEquals(Fate.HELD, toldMeanwhile(FAR));
        rig.pipeline.onStop();
        assertEquals(1, rig.kernel.letOn.size());
        slow.busy.unlock();
    }

    /** Or a client whose lists come every second would be led to nobody again and again. */
    @Test
    void shouldNotLeadAClientSoonToWhomItAskedInVain() {
        tell(FAR);
        rig.hand(CraftedPacket.tcp().to("198.51.100.8", 7002).flags(Packet.SYN));
        rig.hand(CraftedPacket.tcp().to("198.51.100.8", 7002).back().flags(Packet.RST | Packet.ACK));
        tell(FAR);
        assertNull(there());
        localizer.near = peer("198.51.100.9", 7002);
        tell(FAR);
        assertEquals(1, redirections.size(), "to another near peer");
        localizer.near = NEAR;
        rig.clock.advanceMillis(Redirections.GIVEN_UP_SECONDS * 1000L);
        tell(FARTHER);
        assertEquals(FARTHER, there().far());
    }

    @Test
    void shouldOutliveARedirectorThatThrows() {
        localizer.near = null;
        tell(FAR);
        assertEquals(0, redirections.size());
        assertEquals(1, rig.thrown.size());
    }

    @Test
    void shouldRedirectNobodyOnceTheLocalizerIsGone() {
        registry.removeRedirector(localizer);
        tell(FAR);
        assertEquals(0, redirections.size());
    }
}
