package gateway.core.internal.pipeline;

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
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeKernel.Fate;
import gateway.core.internal.crafted.Payloads;
import gateway.core.internal.crafted.TcpTalk;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.locality.LocalizerRegistry;
import gateway.core.internal.pipeline.ListOutcome.Result;
import gateway.core.internal.policy.Localizing;
import gateway.core.internal.policy.Rule;
import gateway.core.internal.source.RawPacket;
import gateway.protocol.bittorrent.BitTorrentParser;
import gateway.protocol.http.HttpParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tracker's answer over HTTP, by the real dissectors, however it is cut into segments. */
class TrackerListTest {
    private static final Endpoint NEAR = new Endpoint(IpAddress.v4(0x4e4e4e4e), 0x6e6e);
    private static final String ANNOUNCE = "GET /announce?info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=-TR4000-abcdefghijkl"
        + "&port=6881&uploaded=0&downloaded=0&left=100&compact=1 HTTP/1.1\r\nHost: tracker\r\n\r\n";
    private static final String BODY = "d8:intervali1800e5:peers12:FFFFffFFFFgge";

    private final PipelineRig rig = new PipelineRig(new HttpParser(), new BitTorrentParser());
    private final TcpTalk talk = TcpTalk.v4();

    /** Puts the near peer in every place. */
    private static final class AllNear implements PeerListRewriter {
        @Override
        public void learn(PeerList list, long nowMillis) {
        }

        @Override
        public RewrittenList rewrite(PeerList list, RewriteTerms terms, long nowMillis) {
            return new RewrittenList(list.peers().stream().map(each -> NEAR).toList(), list.peers().size(), 0, 0);
        }
    }

    private void open() {
        begin(0);
        assertEquals(Fate.FORWARDED, rig.send(talk.client(ANNOUNCE)));
    }

    private void begin(int controlPercent) {
        LocalizerRegistry registry = new LocalizerRegistry(null);
        registry.use(rig.pipeline::onLocalizers);
        registry.addRewriter(new AllNear());
        rig.policy(Rule.of("near", 10, Set.of("bittorrent"), InsideNetworks.NONE, InsideNetworks.NONE,
            Rule.Initiator.ANY, List.of(), List.of(), Action.LOCALIZE, 0)
            .withLocalizing(new Localizing(true, false, new RewriteTerms(Way.REPLACE, 0), controlPercent, true)));
        rig.sendAll(talk.syn(), talk.synAck(), talk.clientAck());
    }

    private static String announce(String encoding) {
        return ANNOUNCE.replace("Host:", "Accept-Encoding:" + encoding + "\r\nHost:");
    }

    private static String payload(RawPacket raw) {
        return new String(Payloads.of(raw), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What arrives of an answer that comes in two segments. */
    private String through(String answer, int cut) {
        rig.kernel.changed.clear();
        Fate first = rig.send(talk.server(bytes(answer.substring(0, cut))).checksummed());
        String before = first == Fate.FORWARDED ? payload(rig.kernel.last) : "held";
        assertEquals(Fate.FORWARDED, rig.send(talk.server(bytes(answer.substring(cut))).checksummed()),
            "cut at " + cut);
        assertEquals(0, rig.kernel.waiting());
        if (first == Fate.HELD) {
            before = rig.kernel.changed.isEmpty() ? answer.substring(0, cut) : payload(rig.kernel.changed.get(0));
        }
        String after = payload(rig.kernel.last);
        rig.send(talk.clientAck());
        return before + after;
    }

    private void assertChangedHoweverCut(String head, String body, String changed) {
        open();
        String answer = head + body;
        for (int cut = 1; cut < answer.length(); cut++) {
            assertEquals(head + changed, through(answer, cut), "cut at " + cut);
            assertEquals(Fate.FORWARDED, rig.send(talk.client(ANNOUNCE)));
        }
        assertEquals(answer.length() - 1, rig.pipeline.counters().lists(Result.CHANGED));
        assertTrue(rig.thrown.isEmpty(), rig.thrown::toString);
    }

    @Test
    void shouldChangeAnAnswerOfKnownLength() {
        assertChangedHoweverCut("HTTP/1.1 200 OK\r\nContent-Length: " + BODY.length() + "\r\n\r\n", BODY,
            BODY.replace("FFFFff", "NNNNnn").replace("FFFFgg", "NNNNnn"));
    }

    @Test
    void shouldChangeEntriesInOnePieceOfAnAnswerInChunks() {
        int first = BODY.indexOf("FFFFff") + 6;
        String chunks = Integer.toHexString(first) + "\r\n" + BODY.substring(0, first) + "\r\n"
            + Integer.toHexString(BODY.length() - first) + "\r\n" + BODY.substring(first) + "\r\n0\r\n\r\n";
        assertChangedHoweverCut("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunks,
            chunks.replace("FFFFff", "NNNNnn").replace("FFFFgg", "NNNNnn"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
        " gzip|     ", " deflate, gzip| identity     ", " gzip;q=1| identity", "*|\u0020", " identity| identity"})
    void shouldHaveATrackerAskedForAnAnswerAsItIs(String said, String arrives) {
        begin(0);
        CraftedPacket asking = talk.client(announce(said));
        assertEquals(Fate.FORWARDED, rig.send(asking.checksummed()));
        assertEquals(announce(arrives), payload(rig.kernel.last));
        assertEquals(Fate.FORWARDED, rig.send(asking), "once more");
        assertEquals(announce(arrives), payload(rig.kernel.last));
        assertEquals(said.equals(arrives) ? 0 : 1, rig.pipeline.counters().listsAskedPlainly);
        rig.send(talk.serverAck());
    }

    @Test
    void shouldHaveItAskedHoweverALaterRequestIsCut() {
        open();
        String said = announce(" gzip, deflate");
        for (int cut = 1; cut < said.length(); cut++) {
            rig.send(talk.server(bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")));
            rig.kernel.changed.clear();
            assertEquals(Fate.HELD, rig.send(talk.client(said.substring(0, cut)).checksummed()), "cut at " + cut);
            assertEquals(Fate.FORWARDED, rig.send(talk.client(said.substring(cut)).checksummed()));
            String before = rig.kernel.changed.isEmpty() ? said.substring(0, cut) : payload(rig.kernel.changed.get(0));
            assertEquals(announce(" identity     "), before + payload(rig.kernel.last), "cut at " + cut);
            rig.send(talk.serverAck());
        }
    }

    @Test
    void shouldLeaveRequestsOfClientsThatAreLeftAlone() {
        begin(100);
        rig.send(talk.client(announce(" gzip")).checksummed());
        assertEquals(announce(" gzip"), payload(rig.kernel.last));
    }
}
