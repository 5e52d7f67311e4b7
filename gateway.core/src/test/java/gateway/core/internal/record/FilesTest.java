package gateway.core.internal.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.content.AuditRecord;
import gateway.api.content.Auditor;
import gateway.api.content.FileInterest;
import gateway.api.content.FilePart;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.policy.Action;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Progress;
import gateway.api.protocol.WireText;
import gateway.core.internal.classify.ParserSet;
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
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes of files on their way from a flow to the auditors. */
@Timeout(60)
class FilesTest {
    private static final int PIECE = 1000;

    private final ManualClock clock = new ManualClock(1_780_000_000_000L);
    private final RecordQueue queue = new RecordQueue(false);
    private final FakeParser load = FakeParser.of("load", "GET");
    private final Pipeline pipeline = new Pipeline(new PipelineSettings(1, 100, FlowTimeouts.DEFAULT, 4, 1, false),
        new PipelineServices(clock.millis(), InsideNetworks.NONE::side, new AnnouncedAddresses(16, 1000, 1),
            Enforcement.NONE, new FlowRecords(queue, clock.millis()), (entry, thrown) -> { }));
    private final TcpTalk talk = TcpTalk.v4();
    private final byte[] file = new byte[200_000];
    private long length = file.length;
    private int emitted;

    FilesTest() {
        new Random(3).nextBytes(file);
        pipeline.onParsers(new ParserSet(List.of(load)));
        load.reading((sink, direction, bytes) -> {
            if (direction == Direction.TO_CLIENT) {
                read(sink, bytes);
            }
            return Progress.OK;
        });
    }

    @AfterEach
    void close() {
        queue.close();
    }

    private void read(DissectionSink sink, ByteView bytes) {
        if (emitted == 0) {
            sink.emit(new DissectionEvent.TransferStarted(7, Direction.TO_CLIENT, WireText.of("../a.avi"), length, 0,
                length, Map.of("content_type", "video/avi")));
        }
        sink.emit(new DissectionEvent.TransferData(7, emitted, bytes));
        emitted += bytes.length();
        if (emitted == length) {
            sink.emit(new DissectionEvent.TransferEnded(7, true));
        }
    }

    private void policy(Action action, String application) {
        pipeline.onPolicy(new Policy(1, List.of(Rule.of("loads", 1, Set.of(application), InsideNetworks.NONE,
            InsideNetworks.NONE, Rule.Initiator.ANY, List.of(), List.of(), action, 0)),
            ExceptionPolicies.PASS_ALL, ZoneOffset.UTC));
    }

    private void begin() {
        pipeline.onPacket(talk.syn().raw());
        pipeline.onPacket(talk.synAck().raw());
        pipeline.onPacket(talk.clientAck().raw());
        pipeline.onPacket(talk.client("GET").raw());
    }

    private void beginAudited() {
        policy(Action.AUDIT, "load");
        begin();
    }

    /** The gateway stops: every flow ends, and everything that waits is handed over. */
    private void stop() {
        pipeline.onStop();
        queue.close();
    }

    private void send(int from, int to) {
        for (int at = from; at < to; at += PIECE) {
            pipeline.onPacket(talk.server(java.util.Arrays.copyOfRange(file, at, Math.min(to, at + PIECE))).raw());
        }
    }

    private Keeper keeper(FileInterest interest) {
        Keeper keeper = new Keeper(interest);
        queue.add(keeper);
        keeper.asked();
        return keeper;
    }

    @Test
    void shouldHandOverAFileOfAnAuditedFlowByteForByte() {
        Keeper keeper = keeper(FileInterest.AUDITED);
        beginAudited();
        send(0, file.length);
        stop();
        Kept kept = keeper.only();
        assertArrayEquals(file, kept.bytes.toByteArray());
        assertEquals("true ", kept.end);
        assertEquals("../a.avi", kept.part.name());
        assertEquals(Map.of("content_type", "video/avi"), kept.part.attributes());
        assertTrue(kept.part.record().audited());
        assertEquals(List.of("decision true", "transfer true", "transfer true", "flow true"), keeper.types());
        Map<String, Object> ended = keeper.records.get(2).detail();
        assertEquals(200_000L, ended.get("bytes"));
        assertEquals(true, ended.get("in_sequence"));
        assertEquals(0, queue.pagesInUse());
    }

    @Test
    void shouldKeepWhatCameBeforeTheDecision() {
        // The application stands only when a parser above could have claimed the flow, which takes a second packet.
        FakeParser above = FakeParser.over("above", "load");
        pipeline.onParsers(new ParserSet(List.of(load, above)));
        Keeper keeper = keeper(FileInterest.AUDITED);
        beginAudited();
        send(0, file.length);
        stop();
        assertArrayEquals(file, keeper.only().bytes.toByteArray());
        assertEquals("transfer true", keeper.types().get(0), "told when the flow was decided, and as audited");
    }

    @Test
    void shouldHandOverNothingOfFlowsThatNoRuleAudits() {
        Keeper keeper = keeper(FileInterest.AUDITED);
        policy(Action.AUDIT, "other");
        begin();
        send(0, file.length);
        stop();
        assertEquals(0, keeper.files.size());
        assertEquals(0, load.heard.stream().filter(line -> line.startsWith("data TO_CLIENT")).count());
        assertTrue(keeper.types().stream().allMatch(type -> type.endsWith("false")), keeper.types()::toString);
    }

    @Test
    void shouldHandOverNothingToAnAuditorThatWantsRecordsOnly() {
        Keeper keeper = keeper(FileInterest.NONE);
        beginAudited();
        send(0, file.length);
        queue.close();
        assertEquals(0, keeper.files.size());
        assertEquals(0, queue.pagesInUse());
        assertTrue(keeper.types().contains("transfer true"));
    }

    @Test
    void shouldSayThatAFileIsNotWholeWhereTheFlowEndedBefore() {
        Keeper keeper = keeper(FileInterest.READ);
        beginAudited();
        send(0, 50_000);
        stop();
        Kept kept = keeper.only();
        assertEquals(50_000, kept.bytes.size());
        assertEquals("false the flow ended before", kept.end);
    }

    @Test
    void shouldTakeTheEndOfTheConnectionForTheEndOfAFileWithoutALength() {
        Keeper keeper = keeper(FileInterest.READ);
        policy(Action.AUDIT, "load");
        length = DissectionEvent.UNKNOWN_SIZE;
        begin();
        send(0, 50_000);
        pipeline.onPacket(talk.serverFin().raw());
        stop();
        assertEquals("true ", keeper.only().end);
        assertFalse(keeper.records.get(1).detail().containsKey("size"));
    }

    @Test
    void shouldSendBytesOnThatWaitedForAWhile() throws InterruptedException {
        Keeper keeper = keeper(FileInterest.READ);
        beginAudited();
        send(0, PIECE);
        pipeline.onTimer(clock.millis().getAsLong());
        clock.advanceMillis(1000);
        pipeline.onTimer(clock.millis().getAsLong());
        keeper.firstBytes.await();
        assertEquals(0, queue.lost());
    }

    @Test
    void shouldNeverWaitForAnAuditorAndSayWhatItMissed() throws InterruptedException {
        Keeper keeper = keeper(FileInterest.READ);
        CountDownLatch slow = new CountDownLatch(1);
        keeper.before = slow;
        policy(Action.AUDIT, "load");
        length = 2L * PagePool.PAGES * Page.BYTES;
        begin();
        for (long sent = 0; sent < length; sent += file.length) {
            send(0, (int) Math.min(file.length, length - sent));
        }
        assertEquals(PagePool.PAGES, queue.pagesInUse(), "all that may wait");
        slow.countDown();
        queue.close();
        Kept kept = keeper.only();
        long missed = length - kept.bytes.size();
        assertTrue(missed > 0 && kept.bytes.size() >= PagePool.PAGES * Page.BYTES - Page.BYTES, kept.end);
        assertEquals("false " + missed + " of its bytes were lost: records could not keep up with the traffic",
            kept.end);
        assertEquals(0, queue.pagesInUse());
    }

    @Test
    void shouldServeEachAuditorWithTheSamePages() {
        Keeper first = keeper(FileInterest.READ);
        Keeper second = keeper(FileInterest.AUDITED);
        queue.add(entry -> { });
        beginAudited();
        send(0, file.length);
        queue.close();
        assertArrayEquals(file, first.only().bytes.toByteArray());
        assertArrayEquals(file, second.only().bytes.toByteArray());
        assertEquals(0, queue.pagesInUse());
    }

    @Test
    void shouldLetAnAuditorGoInTheMiddleOfAFile() {
        Keeper leaving = keeper(FileInterest.READ);
        Keeper staying = keeper(FileInterest.READ);
        beginAudited();
        send(0, 100_000);
        queue.remove(leaving);
        Keeper late = keeper(FileInterest.READ);
        send(100_000, file.length);
        queue.close();
        assertArrayEquals(file, staying.only().bytes.toByteArray());
        assertEquals(0, late.files.size(), "it did not see the beginning");
        assertEquals(null, leaving.only().end);
        assertEquals(0, queue.pagesInUse());
    }

    /** A file, or what came of it. */
    private static final class Kept {
        private final FilePart part;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private String end;

        Kept(FilePart part) {
            this.part = part;
        }
    }

    /** Keeps everything in memory. */
    private static final class Keeper implements Auditor {
        private final FileInterest interest;
        private final List<AuditRecord> records = Collections.synchronizedList(new ArrayList<>());
        private final Map<Long, Kept> files = Collections.synchronizedMap(new LinkedHashMap<>());
        private final CountDownLatch firstBytes = new CountDownLatch(1);
        private final CountDownLatch idle = new CountDownLatch(1);
        private volatile CountDownLatch before = new CountDownLatch(0);

        Keeper(FileInterest interest) {
            this.interest = interest;
        }

        void asked() {
            try {
                idle.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        Kept only() {
            assertEquals(1, files.size());
            return files.values().iterator().next();
        }

        List<String> types() {
            return records.stream().map(entry -> entry.eventType() + " " + entry.audited()).toList();
        }

        @Override
        public void onRecord(AuditRecord entry) {
            records.add(entry);
        }

        @Override
        public void onIdle() {
            // It is asked before it is told that nothing waits.
            idle.countDown();
        }

        @Override
        public FileInterest files() {
            return interest;
        }

        @Override
        public void onFileBegan(FilePart part) {
            files.put(part.id(), new Kept(part));
        }

        @Override
        public void onFileBytes(long part, long fileOffset, ByteBuffer bytes) {
            try {
                before.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            files.get(part).bytes.writeBytes(copy);
            firstBytes.countDown();
        }

        @Override
        public void onFileEnded(long part, boolean whole, String why) {
            files.get(part).end = whole + " " + why;
        }
    }
}
