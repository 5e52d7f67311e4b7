package gateway.core.internal.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.content.AuditRecord;
import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.packet.Transport;
import gateway.api.policy.Action;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.Progress;
import gateway.api.protocol.WireText;
import gateway.core.internal.classify.ParserSet;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.crafted.TcpTalk;
import gateway.core.internal.flow.FlowTimeouts;
import gateway.core.internal.locality.AnnouncedAddresses;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.pipeline.Enforcement;
import gateway.core.internal.pipeline.Pipeline;
import gateway.core.internal.pipeline.PipelineServices;
import gateway.core.internal.pipeline.PipelineSettings;
import gateway.core.internal.policy.ExceptionPolicies;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.policy.Rule;
import gateway.testkit.ManualClock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is told to auditors of flows and events: the kinds, their fields, and only values that a record may hold. */
class FlowRecordsTest {
    private static final Endpoint PEER = new Endpoint(IpAddress.parse("203.0.113.9").orElseThrow(), 6881);

    private final ManualClock clock = new ManualClock(1_780_000_000_000L);
    private final List<AuditRecord> records = Collections.synchronizedList(new ArrayList<>());
    private final RecordQueue queue = new RecordQueue(true);
    private final FakeParser chat = FakeParser.of("chat", "HELO");
    private final Pipeline pipeline = new Pipeline(new PipelineSettings(1, 100, FlowTimeouts.DEFAULT, 4, 1, true),
        new PipelineServices(clock.millis(), InsideNetworks.NONE::side, new AnnouncedAddresses(16, 1000, 1),
            Enforcement.NONE, new FlowRecords(queue, clock.millis()), (entry, thrown) -> { }));

    private void run(Action action, CraftedPacket... packets) {
        queue.add(records::add);
        pipeline.onParsers(new ParserSet(List.of(chat)));
        pipeline.onPolicy(new Policy(1, action == null ? List.of() : List.of(Rule.of("chats", 1, Set.of("chat"),
            InsideNetworks.NONE, InsideNetworks.NONE, Rule.Initiator.ANY, List.of(), List.of(), action, 0)),
            ExceptionPolicies.PASS_ALL, ZoneOffset.UTC));
        for (CraftedPacket packet : packets) {
            pipeline.onPacket(packet.raw());
            clock.advanceMillis(1500);
        }
        pipeline.onStop();
        queue.close();
    }

    private AuditRecord only(String type) {
        List<AuditRecord> found = records.stream().filter(entry -> entry.eventType().equals(type)).toList();
        assertEquals(1, found.size(), records::toString);
        return found.get(0);
    }

    private Map<String, Object> told(DissectionEvent event, String type) {
        chat.reading((sink, direction, bytes) -> {
            sink.emit(event);
            return Progress.OK;
        });
        run(null, CraftedPacket.udp().payload("HELO"));
        AuditRecord entry = only(type);
        assertEquals("chat", entry.application());
        assertTrue(isValue(entry.detail()), entry::toString);
        return entry.detail();
    }

    /** Names to String, Long, Integer, Boolean, List or Map of these, as the contract says. */
    private static boolean isValue(Object value) {
        return value instanceof String || value instanceof Long || value instanceof Integer
            || value instanceof Boolean
            || value instanceof Collection<?> list && list.stream().allMatch(FlowRecordsTest::isValue)
            || value instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance)
                && map.values().stream().allMatch(FlowRecordsTest::isValue);
    }

    @Test
    void shouldTellOfARefusalAndItsReason() {
        TcpTalk talk = TcpTalk.v4();
        run(Action.BLOCK, talk.syn(), talk.synAck(), talk.clientAck(), talk.client("HELO"), talk.client("more"));

        AuditRecord decision = only("decision");
        assertEquals(Map.of("action", "block", "rule", "chats", "reason", "rule chats", "identified_by", "chat-rule",
            "decided_at", 1), decision.detail());
        assertEquals("192.0.2.1:40000", decision.source().toString());
        assertEquals("198.51.100.2:50000", decision.destination().toString());
        assertEquals(Transport.TCP, decision.transport());
        assertEquals(1_780_000_004_500L, decision.timestampMillis());
    }

    @Test
    void shouldTellOfAFlowAtItsEnd() {
        TcpTalk talk = TcpTalk.v4();
        run(Action.MONITOR, talk.syn(), talk.synAck(), talk.clientAck(), talk.client("HELO"), talk.server("hi"));

        AuditRecord flow = only("flow");
        assertTrue(isValue(flow.detail()), flow::toString);
        assertEquals(3L, flow.detail().get("pkts_toserver"));
        assertEquals(2L, flow.detail().get("pkts_toclient"));
        assertEquals(3 * 40L + 4, flow.detail().get("bytes_toserver"));
        assertEquals(2 * 40L + 2, flow.detail().get("bytes_toclient"));
        assertEquals("2026-05-28T20:26:40Z", flow.detail().get("start"));
        assertEquals("2026-05-28T20:26:46Z", flow.detail().get("end"));
        assertEquals(6L, flow.detail().get("age"));
        assertEquals("established", flow.detail().get("state"));
        assertEquals("monitor", flow.detail().get("action"));
        assertEquals("chats", flow.detail().get("rule"));
        assertEquals(only("decision").flowId(), flow.flowId());
    }

    @Test
    void shouldNotTellOfDecisionsThatNobodyMade() {
        run(null, CraftedPacket.udp().payload("HELO"));
        assertEquals(List.of("flow"), records.stream().map(AuditRecord::eventType).toList());
    }

    @Test
    void shouldTellWhatAFlowWasIdentifiedAs() {
        assertEquals(Map.of("channel", "dht", "info_hash", "00ff"),
            told(new DissectionEvent.Identified("dht", Map.of("info_hash", "00ff")), "identified"));
    }

    @Test
    void shouldTellOfFilesThatWereAskedFor() {
        assertEquals(Map.of("filename", "/a.avi", "host", "example"),
            told(new DissectionEvent.FileRequested("/a.avi", Map.of("host", "example")), "fileinfo"));
    }

    @Test
    void shouldTellOfPeersButNotOfAllOfALongList() {
        List<DissectionEvent.ListedPeer> peers = Collections.nCopies(200, new DissectionEvent.ListedPeer(PEER, 0, 6));
        Map<String, Object> detail = told(new DissectionEvent.PeersListed("abcd", peers), "peers");
        assertEquals(200, detail.get("count"));
        assertEquals(Collections.nCopies(50, "203.0.113.9:6881"), detail.get("peers"));
        assertEquals("abcd", detail.get("content"));
    }

    @Test
    void shouldTellOfFlowsToCome() {
        assertEquals(Map.of("transport", "udp", "to", "203.0.113.9:6881", "within_s", 60L),
            told(new DissectionEvent.Expected(Transport.UDP, PEER, Duration.ofMinutes(1)), "expected"));
    }

    @Test
    void shouldTellOfAnomalies() {
        assertEquals(Map.of("event", "bad_length", "detail", "too long"),
            told(new DissectionEvent.Anomaly("bad_length", "too long"), "anomaly"));
    }

    @Test
    void shouldTellOfMessagesWithSenderAndReader() {
        assertEquals(Map.of("conversation", "room", "from", "a@example.org", "to", "b@example.org", "text", "hi"),
            told(new DissectionEvent.MessageSent("room", "a@example.org", "b@example.org", WireText.of("hi")),
                "message"));
    }

    @Test
    void shouldTellOfFilesThatWereOffered() {
        assertEquals(Map.of("from", "a", "to", "", "filename", "x.mp3", "size", 17L, "sha1", "00"),
            told(new DissectionEvent.FileOffered("a", "", WireText.of("x.mp3"), 17,
                Map.of("sha1", "00", "filename", "not this one")), "fileoffer"));
    }

    @Test
    void shouldTellOfSearches() {
        assertEquals(Map.of("text", "song"), told(new DissectionEvent.SearchIssued(WireText.of("song")), "search"));
    }

    @Test
    void shouldMakeNoRecordsThatNobodyWants() {
        pipeline.onPacket(CraftedPacket.udp().payload("HELO").raw());
        pipeline.onStop();
        queue.close();
        assertEquals(0, queue.lost());
        assertEquals(List.of(), records);
    }
}
