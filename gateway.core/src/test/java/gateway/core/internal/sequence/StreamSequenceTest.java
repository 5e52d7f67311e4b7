package gateway.core.internal.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.core.internal.packet.Packet;
import gateway.core.internal.sequence.StreamSequence.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamSequenceTest {
    private static final int ISN = 1000;

    private final PagePool pool = new PagePool(1 << 20);
    private final StreamSequence sequence = new StreamSequence(pool, 1 << 18, true);
    private final CollectedStream read = new CollectedStream();
    private Answer segment(int at, String text) {
        sequence.begin(ISN);
        return sequence.onSegment(Segments.of(ISN + at, text), read, 0);
    }

    @Test
    void shouldReadInOrderBytesFromThePacket() {
        assertEquals(Answer.PASS, segment(0, "hello "));
        assertEquals(Answer.PASS, segment(6, "world"));
        assertEquals("hello world", read.toString());
    }

    @Test
    void shouldPassBehindAGapAndReadWhenItIsFilled() {
        segment(0, "a");
        assertEquals(Answer.PASS, segment(3, "d"));
        assertEquals(Answer.PASS, segment(2, "c"));
        assertEquals("a", read.toString());
        assertEquals(Answer.PASS, segment(1, "b"));
        assertEquals("abcd", read.toString());
    }

    @Test
    void shouldPassEqualRepetitionsAndRefuseOthers() {
        segment(0, "attack");
        segment(8, "dawn");
        assertEquals(Answer.PASS, segment(0, "attack"));
        assertEquals(Answer.PASS, segment(2, "tack"));
        assertEquals(Answer.DIFFERS, segment(2, "tick"));
        assertEquals(Answer.DIFFERS, segment(4, "ck??DAWN"));
        assertEquals(Answer.PASS, segment(4, "ck??dawn!"));
        assertEquals("attack??dawn!", read.toString());
    }

    private void passed(int at, String text) {
        Packet packet = Segments.of(ISN + at, text);
        sequence.passed(packet.sequence, packet.bytes, packet.payloadOffset, packet.payloadLength);
    }

    @Test
    void shouldRememberWhatPassedBefore() {
        passed(0, "GET /go");
        passed(4, "/good");
        assertEquals(Answer.DIFFERS, segment(0, "GET /bad"));
        assertEquals(Answer.PASS, segment(0, "GET /good"));
        assertEquals(Answer.PASS, segment(5, "good HTTP"));
        assertEquals(" HTTP", read.toString());
        sequence.onAcknowledgement(ISN + 9, 100, read, 0);
        assertEquals(Answer.PASS, segment(0, "GET /bad"), "the receiver has other bytes there");
    }

    @Test
    void shouldBeginBehindAGapInWhatPassedBefore() {
        passed(0, "one");
        passed(10, "three");
        assertEquals(Answer.DIFFERS, segment(10, "THREE"));
        assertEquals(Answer.PASS, segment(15, "four"));
        assertEquals("four", read.toString());
    }

    @Test
    void shouldForgetWhatIsAcknowledged() {
        segment(0, "seen");
        sequence.onAcknowledgement(ISN + 4, 100, read, 0);
        assertEquals(Answer.PASS, segment(0, "SEEN"), "the receiver has these bytes and takes no others");
        assertEquals(Answer.PASS, segment(2, "ENmore"), "only what is new counts");
        assertEquals("seenmore", read.toString());
    }

    @Test
    void shouldPassWhatIsNobodysToReadAndReadOnBehindIt() {
        segment(0, "head");
        assertTrue(sequence.skip(6));
        assertEquals(Answer.PASS, segment(4, "body"));
        assertEquals(Answer.PASS, segment(4, "BODY"), "nobody read it, so nobody can say that it was other bytes");
        assertEquals(Answer.PASS, segment(8, "..next"));
        assertEquals(Answer.PASS, segment(14, "!"));
        assertEquals(Answer.DIFFERS, segment(8, "..NEXT"), "what was read behind it counts again");
        assertEquals("headnext!", read.toString());
    }

    @Test
    void shouldKeepWhatWasReadBeforeUntilItsReceiverHasIt() {
        segment(0, "head");
        sequence.skip(6);
        assertEquals(0, sequence.unreadAhead());
        assertEquals(Answer.DIFFERS, segment(0, "HEAD.."));
        assertEquals(Answer.PASS, segment(0, "head??"));
        sequence.onAcknowledgement(ISN + 4, 100, read, 0);
        assertEquals(6, sequence.unreadAhead());
        sequence.onAcknowledgement(ISN + 7, 100, read, 0);
        assertEquals(3, sequence.unreadAhead());
        assertFalse(sequence.skip(10), "one range at a time");
        sequence.onAcknowledgement(ISN + 10, 100, read, 0);
        assertEquals(0, sequence.unreadAhead());
        assertTrue(sequence.skip(10));
    }

    @Test
    void shouldNotJudgeByAWindowWhoseMovesGoUnseen() {
        segment(0, "head");
        sequence.windowShift(0);
        sequence.onAcknowledgement(ISN + 4, 5, read, 0);
        sequence.skip(20);
        assertEquals(Answer.PASS, segment(15, "the end"));
        sequence.onAcknowledgement(ISN + 22, 5, read, 0);
        assertEquals(Answer.PASS, segment(22, "as it is"));
    }

    @Test
    void shouldReadWhatIsHeldOrLiesBehindAGap() {
        segment(0, "ab");
        segment(3, "d");
        assertFalse(sequence.skip(10));
        segment(2, "c");
        sequence.hold(1);
        assertFalse(sequence.skip(10));
        sequence.resume();
        assertTrue(sequence.skip(10));
    }

    @Test
    void shouldNotBelieveAcknowledgementsOfWhatNobodySent() {
        segment(0, "seen");
        sequence.onAcknowledgement(ISN + 4000, 100, read, 0);
        assertEquals(Answer.DIFFERS, segment(0, "SEEN"));
    }

    @Test
    void shouldTellOfBytesThatTookAnotherWay() {
        segment(0, "ab");
        segment(6, "gh");
        segment(10, "kl");
        sequence.onAcknowledgement(ISN + 12, 100, read, 0);
        assertEquals("ab<4>gh<2>kl", read.toString());
        assertEquals(Long.MAX_VALUE, sequence.gapSinceMillis());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x7fff_fffe, 0x8000_0001, 0xffff_fff0, 0xffff_ffff})
    void shouldGoOnWhereNumbersWrapAround(int isn) {
        sequence.begin(isn);
        String text = "0123456789abcdefghijklmnopqrstuvwxyz";
        for (int at = text.length() - 3; at >= 0; at -= 3) {
            assertEquals(Answer.PASS,
                sequence.onSegment(Segments.of(isn + at, text.substring(at, at + 3)), read, 0));
        }
        assertEquals(text, read.toString());
        assertEquals(Answer.DIFFERS, sequence.onSegment(Segments.of(isn + 30, "UV"), read, 0));
    }

    @Test
    void shouldRefuseWhatIsBeyondTheWindow() {
        segment(0, "ab");
        sequence.windowShift(1);
        sequence.onAcknowledgement(ISN + 2, 5, read, 0);
        assertEquals(Answer.PASS, segment(11, "l"));
        assertEquals(Answer.PASS, segment(12, "p"), "one byte more is how senders try a closed window");
        assertEquals(Answer.OUT_OF_WINDOW, segment(12, "pq"));
    }

    @Test
    void shouldReadOnBehindWhatIsHeldAndLetNothingOfItPass() {
        segment(0, "a");
        assertEquals(Answer.PASS, segment(1, "b"));
        sequence.hold(1);
        assertEquals(Answer.PASS, segment(0, "a"), "what passed before may be repeated");
        assertEquals(Answer.REPEATS_HELD, segment(1, "b"));
        assertEquals(Answer.WAIT, segment(2, "c"));
        assertEquals(Answer.REPEATS_HELD, segment(2, "c"));
        assertEquals(Answer.WAIT, segment(4, "e"));
        assertEquals("abc", read.toString());
        assertFalse(sequence.mayGo(ISN + 2, 1));
        sequence.resume();
        assertTrue(sequence.mayGo(ISN + 2, 1));
        assertTrue(sequence.mayGo(ISN + 4, 1), "it lies behind a gap that the network made");
        assertEquals(Answer.PASS, segment(3, "d"));
        assertEquals("abcde", read.toString());
    }

    @Test
    void shouldMoveWhatIsHeldOn() {
        segment(0, "ab");
        sequence.hold(1);
        assertEquals(Answer.WAIT, segment(2, "cd"));
        sequence.hold(1);
        assertTrue(sequence.mayGo(ISN + 1, 2));
        assertFalse(sequence.mayGo(ISN + 2, 2));
        assertTrue(sequence.holding());
    }

    @Test
    void shouldLetNothingPassBehindAGapWithoutFastPass() {
        StreamSequence slow = new StreamSequence(pool, 1 << 18, false);
        slow.begin(ISN);
        assertEquals(Answer.WAIT, slow.onSegment(Segments.of(ISN + 1, "b"), read, 0));
        assertEquals(Answer.REPEATS_HELD, slow.onSegment(Segments.of(ISN + 1, "b"), read, 0));
        assertFalse(slow.mayGo(ISN + 1, 1));
        assertEquals(Answer.PASS, slow.onSegment(Segments.of(ISN, "a"), read, 0));
        assertTrue(slow.mayGo(ISN + 1, 1));
        assertEquals("ab", read.toString());
    }

    @Test
    void shouldBoundWhatIsKept() {
        segment(0, "a");
        int far = 1 << 18;
        assertEquals(Answer.NO_ROOM, segment(far + 40_000, "x"), "too far ahead");
        for (int i = 1; i <= ByteRanges.MAX; i++) {
            assertEquals(Answer.PASS, segment(2 * i, "x"));
        }
        assertEquals(Answer.NO_ROOM, segment(2 * ByteRanges.MAX + 2, "x"), "too many gaps");
        sequence.close();
        assertEquals(0, pool.bytesInUse());
    }

    @Test
    void shouldSayWhenItCannotRememberAnyMore() {
        StreamSequence poor = new StreamSequence(new PagePool(PagePool.PAGE_BYTES), 1 << 20, true);
        poor.begin(0);
        assertEquals(Answer.PASS, poor.onSegment(Segments.of(0, new byte[PagePool.PAGE_BYTES]), read, 0));
        assertEquals(Answer.LIMIT, poor.onSegment(Segments.of(PagePool.PAGE_BYTES, new byte[1]), read, 0));
    }

    @Test
    void shouldGiveMemoryBackAsTheReceiverAcknowledges() {
        sequence.begin(0);
        for (int i = 0; i < 100; i++) {
            assertEquals(Answer.PASS, sequence.onSegment(Segments.of(i * 9000, new byte[9000]), read, 0));
            sequence.onAcknowledgement((i + 1) * 9000, 100, read, 0);
            assertTrue(pool.bytesInUse() <= 2L * PagePool.PAGE_BYTES);
        }
    }

    @Test
    void shouldKeepNothingOfWhatIsTapped() {
        sequence.begin(0);
        assertTrue(sequence.tap(900_000));
        assertTrue(sequence.tapped());
        for (int i = 0; i < 100; i++) {
            assertEquals(Answer.PASS, sequence.onSegment(Segments.of(i * 9000, new byte[9000]), read, 0));
            assertEquals(0, pool.bytesInUse());
        }
        assertEquals(900_000, read.toString().length());
        assertEquals(Answer.PASS, sequence.onSegment(Segments.of(9000, "other bytes"), read, 0));
        assertEquals(Answer.PASS, sequence.onSegment(Segments.of(900_000, "kept"), read, 0));
        assertEquals(Answer.DIFFERS, sequence.onSegment(Segments.of(900_000, "held"), read, 0));
        assertFalse(sequence.skip(1), "not all of it is acknowledged");
        sequence.onAcknowledgement(900_004, 100, read, 0);
        assertFalse(sequence.tapped());
        assertTrue(sequence.skip(1));
    }

    @Test
    void shouldPutTappedBytesInOrder() {
        sequence.begin(0);
        sequence.tap(1_000_000);
        assertEquals(Answer.PASS, segmentAt(1, "b"));
        assertEquals(Answer.PASS, segmentAt(3, "d"));
        assertEquals("", read.toString());
        assertEquals(Answer.PASS, segmentAt(0, "abc"));
        assertEquals("abcd", read.toString());
    }

    @Test
    void shouldForgetNoHeadThatIsNotAcknowledged() {
        sequence.begin(0);
        segmentAt(0, "head");
        sequence.tap(1000);
        segmentAt(4, "body");
        assertEquals(Answer.DIFFERS, segmentAt(0, "dead"));
        assertEquals(Answer.PASS, segmentAt(0, "head"));
        assertEquals(Answer.PASS, segmentAt(4, "bodies"), "nothing of it is compared");
        assertEquals("headbodyes", read.toString());
    }

    private Answer segmentAt(int sequenceNumber, String text) {
        return sequence.onSegment(Segments.of(sequenceNumber, text), read, 0);
    }
}
