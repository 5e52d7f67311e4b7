package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.packet.Endpoint;
import gateway.api.packet.IpAddress;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.HttpMessage;
import gateway.api.protocol.Progress;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Lane;
import gateway.core.internal.source.RawPacket.Verdict;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Hostile packets, hostile bundles, changes of policy and bundles in any order, always the same: nothing is thrown,
 * nothing grows past its bound, every packet has a verdict that the kernel can carry out.
 */
class PipelineFuzzTest {
    private static final int PACKETS = 100_000;
    private static final int FLOWS = 64;
    private static final int HEADS = 16;

    private final Random random = new Random(0x5eed);
    private final FakeParser mad = FakeParser.of("mad", "A");
    private final FakeParser above = FakeParser.over("above", "mad");
    private final PipelineRig rig = new PipelineRig(FLOWS, mad, above);

    private final Map<String, Integer> next = new HashMap<>();
    private boolean hungry;

    private Detection detection() {
        if (hungry) {
            return Detection.certain("certain").announcing();
        }
        return switch (random.nextInt(8)) {
            case 0 -> Detection.NO;
            case 1, 2 -> Detection.NEED_MORE;
            case 3 -> Detection.likely("likely");
            case 4 -> Detection.certain("certain");
            case 5 -> Detection.certain("certain").announcing();
            case 6 -> null;
            default -> throw new IllegalStateException("mad");
        };
    }

    private Progress progress(int length) {
        if (hungry) {
            return Progress.needMore(0, 0);
        }
        return switch (random.nextInt(12)) {
            case 0 -> Progress.DONE;
            case 1 -> Progress.VIOLATION;
            case 2 -> null;
            case 3 -> throw new AssertionError("mad");
            case 4, 5, 6 -> Progress.needMore(random.nextInt(length + 1), random.nextInt(100));
            case 7 -> Progress.needMore(random.nextInt(), random.nextInt());
            default -> Progress.OK;
        };
    }

    private void makeMad() {
        mad.answering((flow, head) -> detection());
        mad.onAnnounced = (flow, head) -> detection();
        mad.reading((sink, direction, bytes) -> {
            int port = random.nextInt(4);
            Endpoint peer = new Endpoint(IpAddress.parse("198.51.100." + port).orElseThrow(), port);
            switch (random.nextInt(8)) {
                case 0 -> sink.emit(new DissectionEvent.FileRequested("x".repeat(random.nextInt(3000)), Map.of()));
                case 1 -> sink.emit(new DissectionEvent.PeersListed("",
                    List.of(new DissectionEvent.ListedPeer(peer, 0, 6))));
                case 2 -> sink.message(direction, new HttpMessage.Request("GET", "/", "", List.of()));
                case 3 -> sink.message(direction, new HttpMessage.Response("", 200, "", List.of()));
                default -> { }
            }
            return progress(bytes.length());
        });
        mad.closing(reason -> {
            if (random.nextInt(4) == 0) {
                throw new IllegalStateException("mad");
            }
        });
        above.onMessage = (flow, message) -> detection();
        above.messageReader = (sink, message) -> progress(1);
    }

    private void change() {
        hungry = random.nextInt(3) == 0;
        switch (random.nextInt(8)) {
            case 0 -> rig.parsers();
            case 1 -> rig.parsers(mad);
            case 2, 3 -> rig.parsers(mad, above);
            case 4 -> rig.allowAll();
            case 5 -> rig.allowAll().block("mad");
            case 6 -> rig.allowAll().blockFile("above", "x*").monitor("mad");
            default -> rig.blockCase(ExceptionCase.values()[random.nextInt(ExceptionCase.values().length)]);
        }
    }

    /** Few addresses, ports and numbers, so that packets meet. */
    private RawPacket packet() {
        CraftedPacket crafted = random.nextBoolean() ? CraftedPacket.udp() : CraftedPacket.tcp()
            .flags(random.nextInt(4) == 0 ? random.nextInt(64) : Packet.ACK)
            .ack(random.nextInt(100));
        crafted.from("192.0.2." + random.nextInt(random.nextInt(10) == 0 ? 100 : 3), random.nextInt(2))
            .to("198.51.100." + random.nextInt(2), random.nextInt(2));
        if (random.nextBoolean()) {
            crafted.back();
        }
        if (random.nextInt(4) != 0) {
            int length = random.nextInt(hungry ? 3 : 30) == 0 ? random.nextInt(60_000) : random.nextInt(60);
            crafted.payload((random.nextInt(3) == 0 ? "A" : "B").repeat(length));
            String way = crafted.connection() + crafted.source();
            int first = random.nextInt(10) == 0 ? random.nextInt(100) - 50 : 0;
            int sequence = next.getOrDefault(way, -100) + (random.nextInt(200) == 0 ? random.nextInt() : first);
            crafted.seq(sequence);
            next.put(way, sequence + length);
        }
        byte[] bytes = crafted.bytes();
        for (int changes = random.nextInt(20) - 17; changes > 0; changes--) {
            bytes[random.nextInt(Math.min(60, bytes.length))] = (byte) random.nextInt();
        }
        RawPacket raw = new RawPacket();
        raw.lane = random.nextInt(4) == 0 ? Lane.READ : Lane.CLASSIFY;
        int copied = raw.lane == Lane.READ ? bytes.length : Math.min(2048, bytes.length);
        int captured = random.nextInt(10) == 0 ? random.nextInt(bytes.length + 1) : copied;
        raw.bytes = ByteBuffer.wrap(bytes, 0, captured).slice();
        raw.captured = captured;
        raw.length = bytes.length;
        raw.mark = random.nextInt();
        return raw;
    }

    @Test
    void shouldSurviveAnything() {
        makeMad();
        int moved = 0;
        for (int i = 0; i < PACKETS; i++) {
            if (random.nextInt(500) == 0) {
                change();
            }
            RawPacket raw = packet();
            hand(raw);
            assertTrue(rig.pipeline.flows().size() <= FLOWS);
            assertTrue(rig.pipeline.classifier().headsInUse() <= HEADS);
            if (raw.verdict == Verdict.READ) {
                moved++;
                hand(again(raw));
            }
            rig.clock.advanceMillis(random.nextInt(20));
            rig.pipeline.onTimer(rig.clock.millis().getAsLong());
            clearWhatWasHeard();
        }
        rig.pipeline.onStop();

        assertEquals(0, rig.pipeline.flows().size());
        assertEquals(0, rig.pipeline.classifier().headsInUse());
        assertEquals(0, rig.pipeline.classifier().unconsumedBytes());
        Counters counters = rig.pipeline.counters();
        assertEquals(PACKETS + moved, counters.packets);
        String ways = "moved " + moved + ", refused " + counters.refusedFlows + ", offloaded "
            + counters.offloadedFlows + ", errors " + counters.parserErrors + ", malformed "
            + counters.malformedPackets + ", given up " + counters.exceptions(ExceptionCase.REASSEMBLY_LIMIT)
            + ", orphaned " + counters.exceptions(ExceptionCase.PARSER_GONE);
        assertTrue(java.util.regex.Pattern.compile(" 0(,|$)").matcher(ways).results().findAny().isEmpty(), ways);
    }

    private void hand(RawPacket raw) {
        rig.pipeline.onPacket(raw);
        assertTrue(raw.verdict != Verdict.HOLD);
        assertTrue(raw.verdict != Verdict.READ || raw.lane == Lane.CLASSIFY, "moved from the reading lane");
        assertTrue(raw.verdict != Verdict.REPEAT || raw.setMark, "repeated without a mark");
        assertEquals(0, raw.setMark ? (raw.newMark ^ raw.mark) & 0xf000_ffff : 0, "other bits of the mark");
    }

    /** The packet as the reading lane brings it, whole. */
    private static RawPacket again(RawPacket moved) {
        RawPacket raw = new RawPacket();
        raw.bytes = ByteBuffer.wrap(moved.bytes.array());
        raw.captured = moved.length;
        raw.length = moved.length;
        raw.mark = moved.newMark;
        raw.lane = Lane.READ;
        return raw;
    }

    private void clearWhatWasHeard() {
        mad.heard.clear();
        above.heard.clear();
        rig.heard.clear();
        rig.thrown.clear();
        rig.kernel.resets.clear();
        rig.kernel.keptOut.clear();
    }
}
