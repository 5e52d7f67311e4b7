package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.locality.PeerList;
import gateway.api.locality.PeerListRewriter;
import gateway.api.locality.RewriteTerms;
import gateway.api.locality.RewriteTerms.Way;
import gateway.api.locality.RewrittenList;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.policy.Action;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.DissectionEvent.PeersListed;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeKernel.Fate;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.crafted.Payloads;
import gateway.core.internal.crafted.TcpTalk;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.locality.LocalizerRegistry;
import gateway.core.internal.pipeline.ListOutcome.Result;
import gateway.core.internal.policy.Localizing;
import gateway.core.internal.policy.Rule;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Verdict;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of peers on their way to our side: who stands in them when they arrive. */
class PeerListsTest {
    private static final Endpoint FAR = peer("203.0.113.9", 4000);
    private static final Endpoint FARTHER = peer("203.0.113.77", 4001);
    private static final Endpoint NEAR = peer("198.51.100.7", 5000);
    private static final byte[] LISTED = ListReader.message(FAR, FARTHER);
    private static final byte[] CHANGED = ListReader.message(NEAR, FARTHER);

    private final FakeParser parser = FakeParser.of("film", "HIHO");
    private final PipelineRig rig = new PipelineRig(parser);
    private final TcpTalk talk = TcpTalk.v4();
    private final LocalizerRegistry registry = new LocalizerRegistry(null);
    private final Script localizer = new Script();

    /** Puts {@link #NEAR} into the first place, unless it was told otherwise. */
    private static final class Script implements PeerListRewriter {
        final List<PeerList> learnt = new ArrayList<>();
        Function<PeerList, RewrittenList> answer = list -> {
            List<Endpoint> entries = new ArrayList<>(list.peers().stream().map(each -> each.peer()).toList());
            entries.set(0, NEAR);
            return new RewrittenList(entries, 1, 0, entries.size() - 1);
        };

        @Override
        public void learn(PeerList list, long nowMillis) {
            learnt.add(list);
        }

        @Override
        public RewrittenList rewrite(PeerList list, RewriteTerms terms, long nowMillis) {
            return answer.apply(list);
        }
    }

    private static Endpoint peer(String address, int port) {
        return new Endpoint(IpAddress.parse(address).orElseThrow(), port);
    }

    private static Rule localize(int controlPercent, boolean transfers) {
        return Rule.of("near", 10, Set.of("film"), InsideNetworks.NONE, InsideNetworks.NONE, Rule.Initiator.ANY,
            List.of(), List.of(), Action.LOCALIZE, 0)
            .withLocalizing(new Localizing(true, false, new RewriteTerms(Way.REPLACE, 1), controlPercent, transfers));
    }

    @BeforeEach
    void begin() {
        registry.use(rig.pipeline::onLocalizers);
        registry.addRewriter(localizer);
        rig.policy(localize(0, true));
    }

    private void open() {
        parser.openingWith(sink -> new ListReader(sink, false));
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        assertEquals(Fate.FORWARDED, rig.send(talk.client("HIHO")));
    }

    /** What goes on of a packet; nothing where it does not. */
    private byte[] through(CraftedPacket packet) {
        RawPacket raw = rig.hand(packet.lane(RawPacket.Lane.READ).checksummed());
        return raw.verdict == Verdict.ACCEPT ? Payloads.of(raw) : new byte[0];
    }

    private long lists(Result result) {
        return rig.pipeline.counters().lists(result);
    }

    @Test
    void shouldChangeAListInADatagram() {
        parser.openingWith(sink -> new ListReader(sink, true));
        rig.hand(CraftedPacket.udp().payload("HIHO"));
        assertArrayEquals(CHANGED, through(CraftedPacket.udp().back().payload(LISTED)));
        assertEquals(1, lists(Result.CHANGED));
        assertEquals(1, rig.pipeline.counters().replacedPeers);
        assertTrue(rig.heard.contains("list near CHANGED 1"), rig.heard::toString);
        assertEquals("film", rig.announced.applicationOf(localizer.learnt.get(0).toldTo().high(),
            localizer.learnt.get(0).toldTo().low(), NEAR.address().high(), NEAR.address().low(), NEAR.port(),
            rig.clock.millis().getAsLong()));
    }

    /** Clients go to them, too, but nobody is to be sent there. */
    @Test
    void shouldChangeAListOfPeersThatLeftAndNotLearnThem() {
        parser.openingWith(sink -> new ListReader(sink, true));
        rig.hand(CraftedPacket.udp().payload("HIHO"));
        assertArrayEquals(ListReader.departed(NEAR, FARTHER),
            through(CraftedPacket.udp().back().payload(ListReader.departed(FAR, FARTHER))));
        assertEquals(List.of(), localizer.learnt);
    }

    @Test
    void shouldChangeListsOfAConversationThatWasDecidedBeforeTheRuleCame() {
        rig.policy();
        parser.openingWith(sink -> new ListReader(sink, true));
        rig.hand(CraftedPacket.udp().payload("HIHO"));
        rig.hand(CraftedPacket.udp().back().payload("HIHO"));
        assertEquals(1, rig.pipeline.counters().offloadedFlows);
        rig.policy(localize(0, true));
        rig.hand(CraftedPacket.udp().payload("more"));
        assertArrayEquals(CHANGED, through(CraftedPacket.udp().back().payload(LISTED)));
    }

    @Test
    void shouldTellHowLongAFirstAnswerTook() {
        FakeDistance distance = new FakeDistance();
        registry.addDistance(distance);
        rig.hand(CraftedPacket.udp().payload("one"));
        rig.clock.advanceMillis(30);
        rig.hand(CraftedPacket.udp().back().payload("two"));
        rig.clock.advanceMillis(70);
        rig.hand(CraftedPacket.udp().back().payload("three"));
        assertEquals(List.of(30_000L), distance.roundTrips);
    }

    @Test
    void shouldOnlyLearnOfAListThatLeaves() {
        parser.openingWith(sink -> new ListReader(sink, true));
        rig.hand(CraftedPacket.udp().payload("HIHO"));
        assertArrayEquals(LISTED, through(CraftedPacket.udp().payload(LISTED)));
        assertEquals(1, localizer.learnt.size());
        assertEquals(0, rig.pipeline.counters().replacedPeers);
    }

    @Test
    void shouldChangeAListThatIsTheFirstThingSeen() {
        parser.openingWith(sink -> new ListReader(sink, true));
        byte[] first = concat("HIHO".getBytes(), LISTED);
        assertArrayEquals(concat("HIHO".getBytes(), CHANGED), through(CraftedPacket.udp().back().payload(first)));
    }

    @Test
    void shouldChangeAListThatIsCutAnywhere() {
        open();
        for (int cut = 1; cut < LISTED.length; cut++) {
            rig.kernel.changed.clear();
            byte[] whole = concat("xy".getBytes(), LISTED);
            Fate first = rig.send(talk.server(Arrays.copyOf(whole, 2 + cut)).checksummed());
            assertEquals(Fate.HELD, first, "cut at " + cut);
            byte[] rest = through(talk.server(Arrays.copyOfRange(whole, 2 + cut, whole.length)));
            assertEquals(0, rig.kernel.waiting());
            byte[] before = rig.kernel.changed.isEmpty() ? Arrays.copyOf(whole, 2 + cut)
                : Payloads.of(rig.kernel.changed.get(0));
            assertArrayEquals(concat("xy".getBytes(), CHANGED), concat(before, rest), "cut at " + cut);
            rig.hand(talk.clientAck());
        }
        assertEquals(LISTED.length - 1, lists(Result.CHANGED));
    }

    @Test
    void shouldChangeARepetitionAsWell() {
        open();
        CraftedPacket listing = talk.server(LISTED);
        assertArrayEquals(CHANGED, through(listing));
        assertArrayEquals(CHANGED, through(listing));
        rig.hand(talk.clientAck());
        assertEquals(null, rig.flowOf(talk.clientAck()).overwritten);
        assertEquals(1, lists(Result.CHANGED));
    }

    @Test
    void shouldPassAListOfWhichAPartIsGone() {
        open();
        byte[] head = Arrays.copyOf(LISTED, 5);
        talk.server(head);
        byte[] tail = Arrays.copyOfRange(LISTED, 5, LISTED.length);
        int first = talk.serverNext() - head.length;
        CraftedPacket late = talk.server(tail);
        assertEquals(Fate.FORWARDED, rig.send(late), "the network owes what is before it: fast pass");
        assertArrayEquals(head, through(talk.serverAck().seq(first).payload(head)));
        assertEquals(1, lists(Result.PASSED));
        assertEquals(0, lists(Result.CHANGED));
    }

    @Test
    void shouldLeaveClientsAloneToCompareWith() {
        rig.policy(localize(100, true));
        open();
        assertArrayEquals(LISTED, through(talk.server(LISTED)));
        assertEquals(1, lists(Result.CONTROL));
        assertEquals(1, localizer.learnt.size());
    }

    @Test
    void shouldReadOnOnlyWhereThatIsWanted() {
        rig.policy(localize(0, false));
        open();
        assertEquals(Marks.bits(Marks.ACCEPT, 3), rig.kernel.markOf(talk.clientAck()));
    }

    @Test
    void shouldPassWhatALocalizerCannotHaveMeant() {
        open();
        localizer.answer = list -> new RewrittenList(List.of(NEAR), 1, 0, 0);
        assertArrayEquals(LISTED, through(talk.server(LISTED)));
        localizer.answer = list -> new RewrittenList(List.of(peer("2001:db8:1::1", 1), peer("192.0.2.200", 0)), 2, 0,
            0);
        assertArrayEquals(LISTED, through(talk.server(LISTED)));
        localizer.answer = list -> {
            throw new IllegalStateException("broken");
        };
        assertArrayEquals(LISTED, through(talk.server(LISTED)));
        localizer.answer = list -> null;
        assertArrayEquals(LISTED, through(talk.server(LISTED)));
        assertEquals(3, rig.thrown.size());
        assertEquals(4, lists(Result.KEPT));
    }

    @Test
    void shouldNotTakeAListOfAFlowThatEndsForOneOfTheNext() {
        TcpTalk other = new TcpTalk("192.0.2.9", 4000, "198.51.100.2", 80);
        parser.openingWith(sink -> new ListReader(sink, false) {
            @Override
            public void onClose(CloseReason reason) {
                sink.emit(new PeersListed("film", List.of(new ListedPeer(FAR, 0, 6)), (bytes, first, places, peers) -> {
                    throw new AssertionError("written into another flow");
                }));
            }
        });
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck(), talk.client("HIHO"));
        rig.sendAll(other.syn(), other.synAck(), other.clientAck(), other.client("HIHO"));
        rig.sendAll(talk.server("xx"), talk.clientRst());
        rig.pipeline.onTimer(rig.clock.millis().getAsLong() + 6_000);
        rig.send(other.server("more bytes"));
        assertEquals(0, rig.pipeline.counters().replacedPeers);
        assertTrue(rig.thrown.isEmpty(), rig.thrown::toString);
    }

    @Test
    void shouldNotAskALocalizerThatIsOut() {
        open();
        registry.quarantine(localizer, "it is slow");
        assertArrayEquals(LISTED, through(talk.server(LISTED)));
        registry.removeRewriter(localizer);
        registry.addRewriter(localizer);
        assertArrayEquals(CHANGED, through(talk.server(LISTED)));
        registry.removeRewriter(localizer);
        assertArrayEquals(LISTED, through(talk.server(LISTED)));
        assertEquals(1, localizer.learnt.size());
        assertEquals(3, rig.pipeline.counters().lists);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }
}
