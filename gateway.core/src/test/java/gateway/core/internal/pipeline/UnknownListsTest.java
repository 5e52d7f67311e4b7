package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import gateway.api.locality.PeerList;
import gateway.api.locality.PeerListRewriter;
import gateway.api.locality.RewriteTerms;
import gateway.api.locality.RewriteTerms.Way;
import gateway.api.locality.RewrittenList;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.policy.Action;
import gateway.api.protocol.Progress;
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
import gateway.core.internal.source.RawPacket.Lane;
import gateway.core.internal.source.RawPacket.Verdict;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists that no bundle reads: what a learner is told, and what becomes of the lists that it finds. */
class UnknownListsTest {
    private static final Endpoint FAR = peer("203.0.113.9", 4000);
    private static final Endpoint FARTHER = peer("203.0.113.77", 4001);
    private static final Endpoint NEAR = peer("198.51.100.7", 5000);
    private static final byte[] LISTED = ListReader.message(FAR, FARTHER);
    private static final byte[] CHANGED = ListReader.message(NEAR, FARTHER);

    private final FakeParser parser = FakeParser.of("film", "HIHO");
    private final PipelineRig rig = new PipelineRig(parser);
    private final TcpTalk talk = TcpTalk.v4();
    private final LocalizerRegistry registry = new LocalizerRegistry(null);
    private final FakeLearner learner = new FakeLearner();

    /** Puts {@link #NEAR} into the first place of lists of the learner's content. */
    private static final class NearFirst implements PeerListRewriter {
        @Override
        public void learn(PeerList list, long nowMillis) {
        }

        @Override
        public RewrittenList rewrite(PeerList list, RewriteTerms terms, long nowMillis) {
            assertEquals("a swarm", list.content());
            return new RewrittenList(List.of(NEAR, FARTHER), 1, 0, 1);
        }
    }

    private static Endpoint peer(String address, int port) {
        return new Endpoint(IpAddress.parse(address).orElseThrow(), port);
    }

    private static Rule localize(int controlPercent, boolean transfers, String... applications) {
        return Rule.of("near", 10, Set.of(applications), InsideNetworks.NONE, InsideNetworks.NONE, Rule.Initiator.ANY,
            List.of(), List.of(), Action.LOCALIZE, 0)
            .withLocalizing(new Localizing(true, false, new RewriteTerms(Way.REPLACE, 1), controlPercent, transfers));
    }

    @BeforeEach
    void begin() {
        registry.use(rig.pipeline::onLocalizers);
        registry.addRewriter(new NearFirst());
        registry.addLearner(learner);
        rig.policy(localize(0, true, "film"));
    }

    private void open() {
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
        assertEquals(Fate.FORWARDED, rig.send(talk.client("HIHO")));
    }

    private static CraftedPacket toUs(byte[] payload) {
        return CraftedPacket.udp().back().payload(payload);
    }

    /** What goes on of a packet; nothing where it does not. */
    private byte[] through(CraftedPacket packet) {
        RawPacket raw = rig.hand(packet.lane(Lane.READ).checksummed());
        return raw.verdict == Verdict.ACCEPT ? Payloads.of(raw) : new byte[0];
    }

    @Test
    void shouldTellWhatOurHostsReceiveAndWhomTheyContact() {
        rig.hand(CraftedPacket.udp().payload("HIHO"));
        rig.hand(CraftedPacket.udp().payload("and more"));
        rig.hand(toUs("answer".getBytes()));
        assertEquals(List.of("contacted 192.0.2.1 198.51.100.2:50000", "received film UDP 192.0.2.1 answer"),
            learner.told);
    }

    @Test
    void shouldTellOfContactsOfUnknownFlowsAndOfNoneFromOutside() {
        rig.hand(CraftedPacket.udp().payload("nobody knows"));
        rig.hand(toUs("nobody cares".getBytes()));
        rig.hand(CraftedPacket.udp().from("203.0.113.5", 7).to("192.0.2.9", 9).payload("HIHO"));
        rig.hand(CraftedPacket.udp().from("203.0.113.5", 7).to("192.0.2.9", 9).payload("more"));
        assertEquals(List.of("contacted 192.0.2.1 198.51.100.2:50000", "received film UDP 192.0.2.9 more"),
            learner.told, "the flow from outside brings something, but is no contact");
    }

    @Test
    void shouldTellNothingOfListsThatABundleReads() {
        parser.listsPeers = true;
        rig.parsers(parser);
        rig.hand(CraftedPacket.udp().payload("HIHO"));
        assertArrayEquals(LISTED, through(toUs(LISTED)));
        assertEquals(List.of("contacted 192.0.2.1 198.51.100.2:50000"), learner.told);
    }

    @Test
    void shouldTellNothingOfApplicationsThatNoRuleNames() {
        rig.policy(localize(0, true), localize(0, true, "other"));
        rig.hand(CraftedPacket.udp().payload("HIHO"));
        rig.hand(toUs(LISTED));
        assertEquals(1, learner.told.size());
        rig.allowAll();
        rig.hand(CraftedPacket.udp().from("192.0.2.7", 9).payload("HIHO"));
        assertEquals(1, learner.told.size(), "nobody wants anything localized");
    }

    @Test
    void shouldChangeALearntListInADatagram() {
        rig.hand(CraftedPacket.udp().payload("HIHO"));
        learner.told.clear();
        assertArrayEquals(CHANGED, through(toUs(LISTED)));
        assertEquals(List.of("substituted film-1 192.0.2.1 [" + NEAR + "]"), learner.told);
        assertEquals(1, rig.pipeline.counters().lists(Result.CHANGED));
        assertTrue(rig.heard.contains("list near CHANGED 1"), rig.heard::toString);
    }

    @Test
    void shouldChangeALearntListInAStreamAndItsRepetition() {
        open();
        CraftedPacket listing = talk.server(LISTED);
        assertArrayEquals(CHANGED, through(listing));
        assertArrayEquals(CHANGED, through(listing));
        assertEquals(1, rig.pipeline.counters().lists(Result.CHANGED));
        rig.hand(talk.clientAck());
        assertNull(rig.flowOf(talk.clientAck()).overwritten);
        assertArrayEquals(CHANGED, through(talk.server(LISTED)), "the next one");
    }

    @Test
    void shouldReadOnWhereTheDissectorIsDone() {
        parser.openingWith(sink -> (direction, bytes) -> Progress.DONE);
        open();
        assertArrayEquals("video".getBytes(), through(talk.server("video")));
        assertArrayEquals(CHANGED, through(talk.server(LISTED)));
        assertTrue(learner.told.contains("received film TCP 192.0.2.1 video"), learner.told::toString);
    }

    @Test
    void shouldLeaveAListThatComesBehindAGap() {
        open();
        CraftedPacket before = talk.server("before");
        assertArrayEquals(LISTED, through(talk.server(LISTED)), "the network owes what is before it: fast pass");
        assertArrayEquals("before".getBytes(), through(before));
        assertEquals(0, rig.pipeline.counters().lists(Result.CHANGED));
    }

    @Test
    void shouldLeaveAListOfWhichTheBeginningIsInThePacketBefore() {
        open();
        assertArrayEquals(Arrays.copyOf(LISTED, 6), through(talk.server(Arrays.copyOf(LISTED, 6))));
        byte[] rest = Arrays.copyOfRange(LISTED, 6, LISTED.length);
        assertArrayEquals(rest, through(talk.server(rest)));
        assertEquals(0, rig.pipeline.counters().lists);
    }

    @Test
    void shouldLearnOnFromClientsThatAreLeftAlone() {
        rig.policy(localize(100, true, "film"));
        rig.hand(CraftedPacket.udp().payload("HIHO"));
        learner.told.clear();
        assertArrayEquals(LISTED, through(toUs(LISTED)));
        assertEquals(1, rig.pipeline.counters().lists(Result.CONTROL));
        assertEquals(1, learner.told.size());
        assertTrue(learner.told.get(0).startsWith("received film UDP 192.0.2.1 L"), learner.told::toString);
    }

    @Test
    void shouldLookAtTheBeginningOnlyWhereTransfersAreNotWanted() {
        rig.policy(localize(0, false, "film"));
        parser.openingWith(sink -> (direction, bytes) -> Progress.DONE);
        open();
        assertEquals(Marks.bits(Marks.READ, 3), rig.kernel.markOf(talk.clientAck()));
        byte[] part = new byte[1400];
        for (int i = 0; i < 200; i++) {
            rig.send(talk.server(part));
            rig.send(talk.clientAck());
        }
        assertEquals(Marks.bits(Marks.ACCEPT, 3), rig.kernel.markOf(talk.clientAck()));
    }

    @Test
    void shouldGoOnWhateverALearnerDoes() {
        learner.broken = true;
        rig.hand(CraftedPacket.udp().payload("HIHO"));
        assertArrayEquals(LISTED, through(toUs(LISTED)));
        assertArrayEquals("video".getBytes(), through(toUs("video".getBytes())));
        assertEquals(5, rig.thrown.size(), "one contact, two looks, two payloads");
        learner.broken = false;
        learner.brokenWriter = true;
        assertArrayEquals(LISTED, through(toUs(LISTED)));
        assertEquals(6, rig.thrown.size());
        assertEquals(1, rig.pipeline.counters().lists(Result.UNWRITABLE));
    }

    @Test
    void shouldNotCallALearnerThatIsOut() {
        rig.hand(CraftedPacket.udp().payload("HIHO"));
        registry.quarantine(learner, "it is slow");
        learner.told.clear();
        assertArrayEquals(LISTED, through(toUs(LISTED)));
        rig.hand(CraftedPacket.udp().from("192.0.2.7", 9).payload("HIHO"));
        assertEquals(List.of(), learner.told);
        registry.removeLearner(learner);
        registry.addLearner(learner);
        assertArrayEquals(CHANGED, through(toUs(LISTED)));
    }

    /** Small objects may be made that the compiler does away with, or not; a payload would be a thousand bytes. */
    @Test
    void shouldCopyNoPayloadWhereNothingIsLearnt() {
        learner.silent = true;
        parser.openingWith(sink -> (direction, bytes) -> Progress.OK);
        rig.hand(CraftedPacket.udp().payload("HIHO"));
        RawPacket video = toUs(new byte[1000]).raw();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 2000; i++) {
                rig.pipeline.onPacket(video);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(learner.calls >= 2000, learner.calls + " calls");
        assertTrue(least <= 2000 * 200, least + " bytes for 2000 packets");
    }
}
