package gateway.core.internal.pipeline;

import gateway.api.packet.Direction;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Verdict;

/**
 * Carries out that a flow is refused: drops, resets both ends, marks the rest of the connection so that the kernel
 * drops it, and keeps the pair out for a while (kP2PADM, section 3.1.7). One worker thread.
 */
final class Refusal {
    /**
     * Packets of a refused TCP flow that are looked at, at most, before the kernel drops the rest: each brings the
     * sequence numbers that make a reset exact, also while both sides send.
     */
    static final int RESETTING_PACKETS = 3;
    /**
     * A flow refused on its first packet leaves no connection that could be marked: the pair is kept out for at
     * least this long, or every later packet would come here.
     */
    static final int LEAST_CACHE_SECONDS = 30;
    /**
     * A packet that comes so long after its pair was kept out says that the kernel does not: its time is over, the
     * set is full or was emptied.
     */
    private static final long KEPT_OUT_MILLIS = 1000;

    private final Enforcement enforcement;
    private final Counters counters;

    Refusal(Enforcement enforcement, Counters counters) {
        this.enforcement = enforcement;
        this.counters = counters;
    }

    /**
     * Refuses one packet of a refused flow.
     *
     * @param dropMark the packet's mark with the class for dropping; used only where {@code offload} is set
     */
    void refuse(ManagedFlow flow, Packet packet, Direction direction, RawPacket raw, int dropMark, boolean offload,
                long nowMillis) {
        counters.refusedPackets++;
        if (flow.refusals == 0) {
            counters.refusedFlows++;
        }
        keepOut(flow, direction, nowMillis);
        boolean tcp = flow.protocol() == 6;
        if (tcp && flow.refusals < RESETTING_PACKETS && !packet.has(Packet.RST)) {
            reset(flow, packet, direction);
        }
        if (flow.refusals < RESETTING_PACKETS) {
            flow.refusals++;
        }
        // A flow of which we let nothing on can have a connection all the same: one that is older than this run.
        boolean last = tcp ? flow.refusals == RESETTING_PACKETS || bothExact(flow)
            : flow.accepted || flow.refusals > 1;
        // One that comes with the mark was repeated before rules of this generation stood: it would come for ever.
        boolean repeated = (raw.mark & Marks.MASK) == (dropMark & Marks.MASK);
        if (offload && last && !repeated) {
            // A mark is saved only by a packet that goes on: it passes the chain again, saves, and is dropped there.
            raw.verdict = Verdict.REPEAT;
            raw.setMark = true;
            raw.newMark = dropMark;
        } else {
            raw.verdict = Verdict.DROP;
        }
    }

    /**
     * A connection that has a mark is kept out by it; without one the pair is all there is, each way for itself, and
     * anew where the kernel has forgotten it.
     */
    private void keepOut(ManagedFlow flow, Direction direction, long nowMillis) {
        int seconds = flow.accepted ? flow.ruling.cacheSeconds()
            : Math.max(LEAST_CACHE_SECONDS, flow.ruling.cacheSeconds());
        if (seconds == 0) {
            return;
        }
        if (flow.refusals == 0 || !flow.accepted && nowMillis - flow.keptOutMillis >= KEPT_OUT_MILLIS) {
            flow.keptOutMillis = nowMillis;
            flow.answersKeptOut = false;
            enforcement.keepOut(flow.clientHigh(), flow.clientLow(), flow.serverHigh(), flow.serverLow(),
                flow.protocol(), flow.serverPort(), seconds);
        }
        boolean answer = direction == Direction.TO_CLIENT && flow.protocol() == 17;
        if (answer && !flow.accepted && !flow.answersKeptOut) {
            flow.answersKeptOut = true;
            enforcement.keepOut(flow.serverHigh(), flow.serverLow(), flow.clientHigh(), flow.clientLow(),
                flow.protocol(), flow.clientPort(), seconds);
        }
    }

    private void reset(ManagedFlow flow, Packet packet, Direction direction) {
        boolean syn = packet.has(Packet.SYN);
        int end = packet.sequence + packet.payloadLength + (syn ? 1 : 0) + (packet.has(Packet.FIN) ? 1 : 0);
        if (packet.has(Packet.ACK)) {
            resetSender(packet, packet.acknowledgement, end);
            int expected = expected(flow, direction.reverse(), packet.acknowledgement);
            if (expected != packet.acknowledgement) {
                resetSender(packet, expected, end);
            }
        } else {
            resetSender(packet, 0, end);
        }
        if (syn && !packet.has(Packet.ACK)) {
            return;
        }
        noteRefused(flow, direction, packet.sequence);
        enforcement.reset(packet.sourceHigh, packet.sourceLow, packet.sourcePort,
            packet.destinationHigh, packet.destinationLow, packet.destinationPort,
            firstRefused(flow, direction), packet.acknowledgement, packet.has(Packet.ACK));
    }

    /** The byte that the receiver of a direction waits for once what is on its way to it has come. */
    private static int expected(ManagedFlow flow, Direction direction, int acknowledged) {
        if (refused(flow, direction)) {
            return firstRefused(flow, direction);
        }
        return flow.tcp.knows(direction) ? flow.tcp.next(direction) : acknowledged;
    }

    private void resetSender(Packet packet, int sequence, int acknowledgement) {
        enforcement.reset(packet.destinationHigh, packet.destinationLow, packet.destinationPort,
            packet.sourceHigh, packet.sourceLow, packet.sourcePort, sequence, acknowledgement, true);
    }

    /** Either side has been told the exact byte that it expects: a third packet would bring nothing new. */
    private static boolean bothExact(ManagedFlow flow) {
        return flow.refusals > 1
            && (!flow.offloaded && !flow.midstream() || flow.refusedToServer && flow.refusedToClient);
    }

    /** The receiver expects the first byte that was kept from it, whatever was sent since. */
    private static void noteRefused(ManagedFlow flow, Direction direction, int sequence) {
        if (refused(flow, direction) && sequence - firstRefused(flow, direction) >= 0) {
            return;
        }
        if (direction == Direction.TO_SERVER) {
            flow.refusedToServer = true;
            flow.firstRefusedToServer = sequence;
        } else {
            flow.refusedToClient = true;
            flow.firstRefusedToClient = sequence;
        }
    }

    private static boolean refused(ManagedFlow flow, Direction direction) {
        return direction == Direction.TO_SERVER ? flow.refusedToServer : flow.refusedToClient;
    }

    private static int firstRefused(ManagedFlow flow, Direction direction) {
        return direction == Direction.TO_SERVER ? flow.firstRefusedToServer : flow.firstRefusedToClient;
    }
}
