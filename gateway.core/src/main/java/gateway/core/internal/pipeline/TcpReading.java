package gateway.core.internal.pipeline;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.core.internal.classify.Classifier;
import gateway.core.internal.hold.HeldPacket;
import gateway.core.internal.hold.HeldPackets;
import gateway.core.internal.hold.HoldReason;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.packet.Checksum;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.packet.PacketPatch;
import gateway.core.internal.policy.KeywordFinding;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.sequence.FlowSequence;
import gateway.core.internal.sequence.Handshake;
import gateway.core.internal.sequence.PagePool;
import gateway.core.internal.sequence.StreamReader;
import gateway.core.internal.sequence.StreamSequence;
import gateway.core.internal.sequence.StreamSequence.Answer;
import gateway.core.internal.sequence.TcpOptions;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Verdict;
import java.nio.ByteBuffer;

/**
 * The station of TCP flows that policy wants read: their bytes reach the dissector in order and before they reach the
 * receiver, and what has to wait waits in Q2. One worker thread.
 */
final class TcpReading implements HeldPackets.Choice {
    /** More than a keyword takes in any encoding but the strangest. */
    private static final int BEGINNING = 512;

    /** Contents that are shorter than this are read, whether anybody wants them or not. */
    private static final long LEAST_LEFT = 64 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Classifier classifier;
    private final HeldPackets held;
    private final KeywordFilter keywords;
    private final Counters counters;
    private final FlowObserver observer;
    private final PagePool pool;
    private final ReadingSettings settings;
    private final Tapping tapping;
    private final TcpOptions options = new TcpOptions();
    private final StreamReader toServer = new Reader(Direction.TO_SERVER);
    private final StreamReader toClient = new Reader(Direction.TO_CLIENT);
    private final HeldPackets.Choice letting = new All(Verdict.ACCEPT);
    private final HeldPackets.Choice dropping = new All(Verdict.DROP);
    private final Packet spare = new Packet();
    private final ByteView suspect = new ByteView();
    /** The flow that is read at the moment, and the rules' generation. */
    private ManagedFlow current;
    private int generation;

    TcpReading(Classifier classifier, HeldPackets held, KeywordFilter keywords, Counters counters,
               FlowObserver observer, ReadingSettings settings, Tapping tapping) {
        this.classifier = classifier;
        this.held = held;
        this.keywords = keywords;
        this.counters = counters;
        this.observer = observer;
        this.settings = settings;
        this.tapping = tapping;
        this.pool = new PagePool(settings.bytes());
    }

    /** Notes what a SYN offers, in case its flow will be read. */
    void onSyn(Handshake handshake, Packet packet, Direction direction) {
        handshake.onSyn(packet, direction, options);
    }

    /**
     * From this packet on the flow is read in order; what was looked at of it so far can only be repeated as it was.
     *
     * @param changing whether policy may change what is said in it: a message waits until it is complete then
     * @param strictly whether it must not pass unchanged: nothing passes behind a gap then
     */
    void begin(ManagedFlow flow, Packet packet, Direction direction, boolean changing, boolean strictly) {
        FlowSequence sequence = new FlowSequence(pool, settings.flowBytes(), settings.fastPass() && !strictly,
            flow.handshake);
        for (Direction each : Direction.values()) {
            classifier.passed(flow, each, sequence.stream(each)::passed);
        }
        StreamSequence stream = sequence.stream(direction);
        int first = packet.sequence + (packet.has(Packet.SYN) ? 1 : 0);
        stream.passed(first, packet.bytes, packet.payloadOffset, packet.payloadCaptured);
        goOnFrom(stream, classifier.nextSequence(flow, direction, first));
        stream.fresh(first);
        goOnFrom(sequence.stream(direction.reverse()),
            classifier.nextSequence(flow, direction.reverse(), packet.acknowledgement));
        flow.read = new ReadFlow(flow, sequence, changing);
        flow.read.lookedAt[direction.ordinal()] = Math.min(stream.position(), stream.position(first));
    }

    /** What was looked at and is not here any more, because there was too much of it, cannot be remembered. */
    private static void goOnFrom(StreamSequence stream, int next) {
        stream.begin(next);
        if (stream.ahead(next) > 0) {
            stream.passed(next, NOTHING, 0, 0);
        }
    }

    /** Whether a packet is damaged, which its receiver would find too; only where the kernel has filled it in. */
    boolean isDamaged(Packet packet, RawPacket raw) {
        return raw.checksumComplete && raw.isWhole() && !Checksum.isRight(packet);
    }

    /** Whether a packet pretends to end the flow, in a way that its receiver ignores. */
    boolean isFalseReset(ManagedFlow flow, Packet packet, Direction direction) {
        return packet.has(Packet.RST) && !flow.read.sequence.stream(direction).mayReset(packet.sequence);
    }

    /** Hands what is new of a packet to the dissector, and says what may happen to the packet for that. */
    Answer onPacket(ManagedFlow flow, Packet packet, Direction direction, long nowMillis) {
        Answer answer = sequence(flow, packet, direction, nowMillis);
        counters.count(answer);
        if (packet.payloadLength > 0 && direction == Direction.TO_SERVER) {
            flow.read.clientSpoke = true;
        } else if (packet.payloadLength > 0 && answer == Answer.PASS) {
            leaveContents(flow, nowMillis);
        }
        return answer;
    }

    private Answer sequence(ManagedFlow flow, Packet packet, Direction direction, long nowMillis) {
        this.current = flow;
        classifier.onSegment(flow, direction, flow.read.sequence.stream(direction).ahead(packet.sequence));
        return flow.read.sequence.onPacket(packet, direction, options, reader(direction),
            reader(direction.reverse()), nowMillis);
    }

    /**
     * A copy of what the kernel forwarded: what is new of it goes to the dissector. One that is not taken is as good as
     * one that never came.
     */
    void onTapped(ManagedFlow flow, Packet packet, Direction direction, RawPacket copy, long nowMillis) {
        StreamSequence stream = flow.read.sequence.stream(direction);
        if (direction == Direction.TO_CLIENT && stream.tapped() && packet.payloadCaptured == packet.payloadLength
            && !isDamaged(packet, copy)) {
            long before = stream.position();
            sequence(flow, packet, direction, nowMillis);
            tapping.onRead(flow.read, stream.position() - before, nowMillis);
        }
    }

    /** Contents that nobody wants to see, or not before they go on, are left to the kernel ({@link #markClass}). */
    private void leaveContents(ManagedFlow flow, long nowMillis) {
        boolean recorded = flow.audited() || observer.wantsContents(flow);
        boolean tapped = recorded && settings.fastPass() && tapping.isPossible(flow);
        if (flow.read.changing || flow.scanned() || recorded && !tapped) {
            return;
        }
        StreamSequence stream = flow.read.sequence.stream(Direction.TO_CLIENT);
        long contents = classifier.contentAhead(flow);
        if (contents < LEAST_LEFT) {
            return;
        }
        if (tapped && stream.tap(contents)) {
            flow.read.clientSpoke = false;
            tapping.begin(flow.read, nowMillis);
        } else if (!recorded && stream.skip(contents)) {
            flow.read.clientSpoke = false;
            counters.unreadBytes += contents;
            observer.onUnread(flow, contents);
            classifier.onGap(flow, Direction.TO_CLIENT, contents);
        }
    }

    /**
     * How the kernel is to treat the connection from here on: what the server sends is its own while that is
     * contents which nobody wants to see before they go on. The client's next words end that before they reach the
     * server.
     */
    int markClass(ManagedFlow flow) {
        boolean left = flow.read != null && !flow.read.clientSpoke && !flow.midstream()
            && flow.read.sequence.stream(Direction.TO_CLIENT).unreadAhead() >= LEAST_LEFT;
        if (!left) {
            return Marks.READ;
        }
        flow.left = true;
        return flow.read.sequence.stream(Direction.TO_CLIENT).tapped() ? tapping.markClass() : Marks.READ_CLIENT;
    }

    /** Whether the network has owed a byte for longer than anybody waits. */
    boolean gapIsOld(ManagedFlow flow, long nowMillis) {
        FlowSequence sequence = flow.read.sequence;
        return nowMillis - settings.gapMillis() > sequence.stream(Direction.TO_SERVER).gapSinceMillis()
            || nowMillis - settings.gapMillis() > sequence.stream(Direction.TO_CLIENT).gapSinceMillis();
    }

    /**
     * Lets a packet that was read on its way, or holds it, and lets go what need not wait any more.
     *
     * @return false where Q2 has no room for it
     */
    boolean pass(ManagedFlow flow, Packet packet, Direction direction, RawPacket raw, Policy policy, long nowMillis) {
        StreamSequence stream = flow.read.sequence.stream(direction);
        this.generation = policy.generation();
        this.current = flow;
        if (packet.payloadLength > 0 && !flow.read.changing && policy.asksKeywords()) {
            lookForSuspects(flow, direction, stream, policy);
        }
        HoldReason reason = holdBack(flow, direction, stream);
        held.settle(flow.read, this);
        boolean counts = packet.payloadLength > 0 || packet.has(Packet.FIN);
        if (!counts || stream.mayGo(packet.sequence, packet.payloadLength)) {
            return true;
        }
        if (held.hold(flow.read, raw, packet, direction, reason, settings.holdMillis(), flow.read.changing,
            nowMillis) != null) {
            return true;
        }
        if (reason == HoldReason.SCAN) {
            // It comes again, and then the verdict may be there.
            raw.verdict = Verdict.DROP;
        }
        return reason == HoldReason.SCAN;
    }

    /** What a direction waited for is there: what it holds may go, unless it waits for something else. */
    void letGo(ManagedFlow flow, Direction direction, Policy policy) {
        if (flow.read != null) {
            this.generation = policy.generation();
            this.current = flow;
            holdBack(flow, direction, flow.read.sequence.stream(direction));
            held.settle(flow.read, this);
        }
    }

    /** From which byte on a direction waits: the first that anybody wants to wait. Answers why it does. */
    private HoldReason holdBack(ManagedFlow flow, Direction direction, StreamSequence stream) {
        if (flow.scans != null && flow.scans.waits(direction)) {
            stream.holdFresh();
            return HoldReason.SCAN;
        }
        long unfinished = flow.read.changing ? classifier.unfinished(flow, direction) : 0;
        if (unfinished > 0 && unfinished <= settings.messageBytes()) {
            stream.hold((int) unfinished);
        } else if (flow.read.suspicions[direction.ordinal()] != null) {
            stream.holdFresh();
        } else if (flow.scans != null && flow.scans.keepsLast(direction)) {
            stream.holdLast();
            return HoldReason.SCAN;
        } else {
            stream.resume();
        }
        return stream.holding() ? HoldReason.REWRITE : HoldReason.GAP;
    }

    /**
     * A rule that refuses does not make honest messages wait until they are complete. One that seems to say a keyword
     * does wait, from the segment on that shows it. Only what is new is looked at, with what a word may begin in.
     */
    private void lookForSuspects(ManagedFlow flow, Direction direction, StreamSequence stream, Policy policy) {
        int i = direction.ordinal();
        int fresh = (int) Math.min(Integer.MAX_VALUE, stream.since(flow.read.lookedAt[i]));
        int unconsumed = classifier.unconsumed(flow, direction);
        boolean sameMessage = unconsumed == flow.read.unconsumed[i] + fresh;
        flow.read.lookedAt[i] = stream.position();
        flow.read.unconsumed[i] = unconsumed;
        if (unconsumed > 0 && sameMessage && flow.read.suspicions[i] != null) {
            return;
        }
        if (unconsumed > 0 && fresh > 0) {
            ByteView bytes = classifier.unconsumedBytes(flow, direction);
            int length = Math.min(bytes.length(), fresh + BEGINNING);
            suspect.aim(bytes, bytes.length() - length, length);
            flow.read.suspicions[i] = keywords.suspicion(flow, suspect, policy);
        } else if (unconsumed == 0) {
            flow.read.suspicions[i] = null;
        }
    }

    /** What the flow's incomplete messages seem to say, of which nothing more is waited for; null for nothing. */
    KeywordFinding suspicion(ManagedFlow flow, Policy policy) {
        if (flow.read == null) {
            return null;
        }
        if (!flow.read.changing) {
            return flow.read.suspicion();
        }
        KeywordFinding finding = null;
        for (Direction each : Direction.values()) {
            if (finding == null && classifier.unconsumed(flow, each) > 0) {
                ByteView bytes = classifier.unconsumedBytes(flow, each);
                finding = keywords.suspicion(flow, bytes, policy, true);
            }
        }
        return finding;
    }

    /** Ends the reading of a flow; what it holds gets this verdict. Without effect where it is not read. */
    void end(ManagedFlow flow, Verdict verdict) {
        if (flow.read != null) {
            this.current = flow;
            held.settle(flow.read, verdict == Verdict.DROP ? dropping : letting);
            flow.read.sequence.close();
            tapping.end(flow.read);
            flow.read = null;
        }
    }

    /**
     * The same for a flow that is refused: the first of what waits comes again, as the packet on which both ends are
     * told, and the rest is dropped.
     */
    void refuse(ManagedFlow flow) {
        if (flow.read == null) {
            return;
        }
        this.current = flow;
        HeldPackets.Choice firstAgain = new All(Verdict.DROP) {
            private boolean moved;

            @Override
            public Verdict of(HeldPacket waiting) {
                if (moved) {
                    return Verdict.DROP;
                }
                moved = true;
                flow.awaitsMoved = true;
                flow.movedSequence = waiting.sequence();
                return Verdict.READ;
            }
        };
        held.settle(flow.read, firstAgain);
        end(flow, Verdict.DROP);
    }

    /** What waits here; to look at on this thread. */
    HeldPackets held() {
        return held;
    }

    /** Bytes that are kept of read flows. */
    long bytesKept() {
        return pool.bytesInUse();
    }

    private StreamReader reader(Direction direction) {
        return direction == Direction.TO_SERVER ? toServer : toClient;
    }

    @Override
    public Verdict of(HeldPacket waiting) {
        return current.read.sequence.stream(waiting.direction()).mayGo(waiting.sequence(), waiting.payloadLength())
            ? Verdict.ACCEPT : Verdict.HOLD;
    }

    @Override
    public int newMark(HeldPacket waiting) {
        return Marks.encode(waiting.mark(), Marks.READ, generation);
    }

    @Override
    public boolean change(RawPacket copy, Direction direction) {
        if (current.overwritten == null || spare.decode(copy) != Packet.Kind.FLOW
            || !current.overwritten.touches(spare, direction) || !PacketPatch.possible(copy, spare)) {
            return false;
        }
        current.overwritten.write(copy, spare, direction);
        return copy.replaced;
    }

    /** Everything that a flow holds goes the same way, with the mark that it has. */
    private class All implements HeldPackets.Choice {
        private final Verdict verdict;

        All(Verdict verdict) {
            this.verdict = verdict;
        }

        @Override
        public Verdict of(HeldPacket waiting) {
            return verdict;
        }

        @Override
        public int newMark(HeldPacket waiting) {
            return waiting.mark();
        }

        @Override
        public boolean change(RawPacket copy, Direction direction) {
            return TcpReading.this.change(copy, direction);
        }
    }

    /** What is new of one direction goes to the dissector of the flow at hand. */
    private final class Reader implements StreamReader {
        private final Direction direction;

        Reader(Direction direction) {
            this.direction = direction;
        }

        @Override
        public void onBytes(ByteBuffer bytes, int index, int length) {
            classifier.onStream(current, direction, bytes, index, length);
        }

        @Override
        public void onGap(long missing) {
            counters.missedBytes += missing;
            classifier.onGap(current, direction, missing);
        }
    }
}
