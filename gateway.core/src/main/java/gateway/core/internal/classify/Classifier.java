package gateway.core.internal.classify;

import gateway.api.flow.Flow.Side;
import gateway.api.flow.Head;
import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.Detection.Certainty;
import gateway.api.protocol.DissectionEvent.ListedPeer;
import gateway.api.protocol.Dissector.CloseReason;
import gateway.api.protocol.ListWriter;
import gateway.core.internal.classify.ClassifiedFlow.Stage;
import gateway.core.internal.locality.AnnouncedAddresses;
import gateway.core.internal.packet.Packet;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Finds out what flows speak from their first {@value Head#MAX_PACKETS} packets with payload, and goes on to hand
 * their bytes to the dissector for as long as the pipeline brings packets. One worker thread.
 */
public final class Classifier {
    /** Unconsumed bytes of all flows together: 64 MB a worker. */
    private static final long CARRY_BYTES = 64L << 20;

    private final ParserCalls calls;
    private final AnnouncedAddresses announced;
    private final EventListener<ClassifiedFlow> listener;
    private final HeadMemory memory;
    private final CarryBudget budget = new CarryBudget(CARRY_BYTES);
    private final ByteView view = new ByteView();
    private final HeadView head = new HeadView();
    private final UnseenBytes unseen = new UnseenBytes();
    private final ByteView replayed = new ByteView();
    private ParserSet parsers = ParserSet.EMPTY;

    /** @param heads how many flows may have a head stored at once; further ones are judged packet by packet */
    public Classifier(int heads, ParserCalls calls, AnnouncedAddresses announced,
                      EventListener<ClassifiedFlow> listener) {
        this.memory = new HeadMemory(heads);
        this.calls = calls;
        this.announced = announced;
        this.listener = listener;
    }

    /** Uses these parsers from now on. Flows in the middle of detection begin anew with their next packet. */
    public void use(ParserSet parsers) {
        this.parsers = parsers;
    }

    /** A SYN was seen: the direction's bytes begin after it. */
    public void onSyn(ClassifiedFlow flow, Packet packet, Direction direction) {
        position(flow, direction).onSyn(packet);
    }

    /** Looks at a packet with payload: for a claim while there is none, then as food for the dissector. */
    public void onPayload(ClassifiedFlow flow, Packet packet, Direction direction, long nowMillis) {
        flow.payloadAt = -1;
        if (packet.protocol == 6) {
            position(flow, direction).take(packet, unseen);
            if (packet.has(Packet.ACK)) {
                position(flow, direction.reverse()).onAcknowledgement(packet.acknowledgement);
            }
        } else {
            unseen.wholeOf(packet);
        }
        if (unseen.length == 0) {
            return;
        }
        view.aim(packet.bytes, packet.payloadOffset + unseen.from, unseen.length);
        if (flow.payloadPackets < Head.MAX_PACKETS) {
            flow.payloadPackets++;
        }
        if (flow.dissection != null) {
            read(flow, direction);
        } else if (flow.stage == Stage.DETECTING) {
            detect(flow, direction, nowMillis);
        }
    }

    /** The sequence number behind what was looked at in a direction; {@code otherwise} if nothing was. */
    public int nextSequence(ClassifiedFlow flow, Direction direction, int otherwise) {
        return position(flow, direction).next(otherwise);
    }

    /**
     * Tells which bytes of a TCP direction were looked at and went on, those of the packet at hand perhaps included:
     * once, before the flow is read in order.
     */
    public void passed(ClassifiedFlow flow, Direction direction, PassedBytes to) {
        if (flow.head != null) {
            flow.head.lastRun(direction, to);
        }
    }

    /** The label stands, and {@link #passed} is not asked any more. */
    public void settled(ClassifiedFlow flow) {
        releaseHead(flow);
    }

    /** A packet of a TCP flow that is read begins this far behind what the dissector was given. */
    public void onSegment(ClassifiedFlow flow, Direction direction, long ahead) {
        flow.payloadAt = flow.dissection == null ? -1 : flow.dissection.given(direction) + ahead;
    }

    /** How many bytes at the end of what the dissector was given of a direction belong to an incomplete message. */
    public int unconsumed(ClassifiedFlow flow, Direction direction) {
        return flow.dissection == null ? 0 : flow.dissection.unconsumed(direction);
    }

    /** The same for whatever else has to be here as a whole before it can be changed; those bytes included. */
    public long unfinished(ClassifiedFlow flow, Direction direction) {
        return flow.dissection == null ? 0 : flow.dissection.unfinished(direction);
    }

    /** Whether the bundle of an application can write a peer into a place of a list that it read. */
    public boolean fits(String application, ListWriter writer, ListedPeer place, Endpoint peer) {
        ParserEntry entry = parsers.byId(application);
        return entry != null && calls.fits(entry, writer, place, peer);
    }

    /**
     * Has the bundle of an application write peers into a list that it read.
     *
     * @return whether it did; not, too, where it is gone
     */
    public boolean write(String application, ListWriter writer, byte[] bytes, long first, List<ListedPeer> places,
                         List<Endpoint> peers) {
        ParserEntry entry = parsers.byId(application);
        return entry != null && calls.write(entry, writer, bytes, first, places, peers);
    }

    /** Whether the lists of peers of an application are read by its bundle. */
    public boolean readsLists(String application) {
        ParserEntry entry = parsers.byId(application);
        return entry != null && entry.listsPeers();
    }

    /** Whether an application is known, but nobody reads its lists of peers. */
    public boolean leavesLists(String application) {
        ParserEntry entry = parsers.byId(application);
        return entry != null && !entry.listsPeers();
    }

    /** How many of the next bytes from the server carry contents, and nothing else that could matter. */
    public long contentAhead(ClassifiedFlow flow) {
        return flow.dissection == null ? 0 : flow.dissection.contentAhead();
    }

    /** Those bytes; good until the flow's next packet. Only where there are some. */
    public ByteView unconsumedBytes(ClassifiedFlow flow, Direction direction) {
        return flow.dissection.unconsumedBytes(direction);
    }

    /** The next bytes of a TCP flow that is read, in their order; good during the call. */
    public void onStream(ClassifiedFlow flow, Direction direction, ByteBuffer bytes, int index, int length) {
        if (flow.dissection != null) {
            view.aim(bytes, index, length);
            flow.dissection.data(direction, view);
        }
    }

    /** Bytes of a TCP flow that is read will never come. */
    public void onGap(ClassifiedFlow flow, Direction direction, long missing) {
        if (flow.dissection != null) {
            flow.dissection.gap(direction, missing);
        }
    }

    private static StreamPosition position(ClassifiedFlow flow, Direction direction) {
        return direction == Direction.TO_SERVER ? flow.toServer : flow.toClient;
    }

    /** Ends the reading of a flow, if it is read, and frees what classification kept of it. */
    public void stop(ClassifiedFlow flow, CloseReason reason) {
        if (flow.dissection != null) {
            flow.dissection.close(reason);
            flow.dissection = null;
        }
        if (flow.stage == Stage.IDENTIFIED) {
            flow.stage = Stage.ENDED;
        }
        releaseHead(flow);
    }

    /**
     * Policy has come to want a conversation read that was decided before: a new dissector takes it up. Of datagrams
     * only, each of which can be read by itself; of a stream nobody can tell where a message begins.
     */
    public void takeUp(ClassifiedFlow flow) {
        ParserEntry entry = parsers.byId(flow.application());
        if (flow.dissection == null && flow.stage == Stage.ENDED && flow.protocol() == 17 && entry != null) {
            flow.dissection = new Dissection(flow, entry, parsers, calls, listener, budget);
        }
    }

    /** The flow is over: a likely claim that nobody contradicted stands, without a dissector. */
    public void conclude(ClassifiedFlow flow) {
        if (flow.stage == Stage.DETECTING && flow.likely != null) {
            label(flow, flow.likely, Detection.likely(flow.likelyRule));
        }
        flow.stage = Stage.ENDED;
    }

    /** Whether the flow is read by a parser that is not in the current set any more. */
    public boolean orphaned(ClassifiedFlow flow) {
        return flow.readable() && !flow.dissection.fits(parsers);
    }

    /** After {@link #use}: the flow lets go of the earlier set, and with it of bundles that went. */
    public void refresh(ClassifiedFlow flow) {
        forget(flow, null);
        if (flow.readable()) {
            flow.dissection.use(parsers);
        } else {
            flow.dissection = null;
        }
    }

    /** How many flows have a head stored. */
    public int headsInUse() {
        return memory.inUse();
    }

    /** How often there was no memory for a head, so that a flow was judged packet by packet. */
    public long headsRefused() {
        return memory.refused();
    }

    /** How many bytes are kept that dissectors have not consumed yet. */
    public long unconsumedBytes() {
        return budget.used();
    }

    /** Puts a parser's name on a flow. */
    static void label(ClassifiedFlow flow, ParserEntry entry, Detection detection) {
        flow.application = entry.id();
        flow.rule = detection.rule();
        flow.announces = detection.announces();
        flow.settledAt = flow.payloadPackets;
        flow.proven |= detection.certainty() == Certainty.CERTAIN;
    }

    private void read(ClassifiedFlow flow, Direction direction) {
        if (unseen.late) {
            // The dissector was told that these bytes will never come.
            return;
        }
        if (unseen.missing > 0) {
            flow.dissection.gap(direction, unseen.missing);
        }
        if (flow.head != null && !flow.head.full()) {
            flow.head.add(direction, view, unseen);
        }
        locate(flow, direction);
        flow.dissection.data(direction, view);
        if (flow.stage == Stage.IDENTIFIED) {
            settle(flow);
        }
    }

    /** The dissector is about to be given this packet's bytes: where they begin as it counts. */
    private void locate(ClassifiedFlow flow, Direction direction) {
        flow.payloadAt = flow.protocol() == 17 ? 0 : flow.dissection.given(direction) - unseen.from;
    }

    private void detect(ClassifiedFlow flow, Direction direction, long nowMillis) {
        if (flow.parsers != parsers) {
            forget(flow, parsers);
            flow.announcedBy = announcer(flow, nowMillis);
        }
        if (flow.head != null) {
            flow.head.add(direction, view, unseen);
        }
        head.show(flow.head, view, direction, unseen.wireLength, flow.protocol() == 17);
        if (askCandidates(flow) || askAnnounced(flow)) {
            return;
        }
        if (flow.payloadPackets == Head.MAX_PACKETS) {
            endUndetected(flow);
        } else if (flow.payloadPackets == 1) {
            storeFirst(flow, direction);
        }
    }

    private void storeFirst(ClassifiedFlow flow, Direction direction) {
        flow.head = memory.take();
        if (flow.head != null) {
            flow.head.begin(flow.protocol() == 17);
            flow.head.add(direction, view, unseen);
        }
    }

    private boolean askCandidates(ClassifiedFlow flow) {
        Transport transport = flow.transport();
        long candidates = (parsers.matcher().matches(transport, view) | flow.pending) & ~flow.excluded;
        flow.pending = 0;
        while (candidates != 0) {
            ParserEntry entry = parsers.entry(Long.numberOfTrailingZeros(candidates));
            candidates &= candidates - 1;
            Detection detection = calls.detect(entry, flow, head);
            if (detection.certainty() == Certainty.CERTAIN) {
                identified(flow, entry, detection);
                return true;
            }
            consider(flow, entry, detection);
        }
        return false;
    }

    private void consider(ClassifiedFlow flow, ParserEntry entry, Detection detection) {
        if (detection.certainty() != Certainty.NO) {
            flow.pending |= entry.bit();
        }
        if (detection.certainty() == Certainty.LIKELY && (flow.likely == null || flow.likely == entry)) {
            flow.likely = entry;
            flow.likelyRule = detection.rule();
            flow.likelyAnnounces = detection.announces();
        } else if (detection.certainty() == Certainty.NO && flow.likely == entry) {
            flow.likely = null;
        }
    }

    /** Nobody knows the bytes: was one end announced by an application to the other a while ago? */
    private boolean askAnnounced(ClassifiedFlow flow) {
        if (flow.announcedBy == null || flow.pending != 0) {
            return false;
        }
        Detection detection = calls.detectAnnounced(flow.announcedBy, flow, head);
        if (detection.certainty().compareTo(Certainty.LIKELY) >= 0) {
            identified(flow, flow.announcedBy, detection);
            return true;
        }
        if (detection.certainty() == Certainty.NO) {
            flow.announcedBy = null;
        }
        return false;
    }

    /** Whose list named the far end to the inside one, or said that the inside one listens on this port. */
    private ParserEntry announcer(ClassifiedFlow flow, long nowMillis) {
        String application = null;
        if (flow.inside() != Side.SERVER) {
            application = announced.applicationOf(flow.clientHigh(), flow.clientLow(),
                flow.serverHigh(), flow.serverLow(), flow.serverPort(), nowMillis);
            if (application == null) {
                application = announced.applicationOf(flow.clientHigh(), flow.clientLow(),
                    flow.clientHigh(), flow.clientLow(), flow.clientPort(), nowMillis);
            }
        }
        if (application == null && flow.inside() != Side.CLIENT) {
            application = announced.applicationOf(flow.serverHigh(), flow.serverLow(),
                flow.clientHigh(), flow.clientLow(), flow.clientPort(), nowMillis);
            if (application == null) {
                application = announced.applicationOf(flow.serverHigh(), flow.serverLow(),
                    flow.serverHigh(), flow.serverLow(), flow.serverPort(), nowMillis);
            }
        }
        return application == null ? null : parsers.byId(application);
    }

    private void identified(ClassifiedFlow flow, ParserEntry entry, Detection detection) {
        label(flow, entry, detection);
        flow.stage = Stage.IDENTIFIED;
        flow.dissection = new Dissection(flow, entry, parsers, calls, listener, budget);
        replay(flow);
        settle(flow);
        if (flow.protocol() == 17) {
            releaseHead(flow);
        } else if (flow.stage == Stage.IDENTIFIED && flow.payloadPackets == 1) {
            storeFirst(flow, head.direction(0));
        }
    }

    /** The dissector gets what was seen so far, each direction in its order: the paper's special packet. */
    private void replay(ClassifiedFlow flow) {
        StoredHead stored = flow.head;
        if (stored == null) {
            locate(flow, head.direction(0));
            flow.dissection.data(head.direction(0), view);
            return;
        }
        int newest = stored.packets() - 1;
        for (int place = 0; place <= newest; place++) {
            int index = stored.inOrder(place);
            ByteView bytes = index == newest ? view : stored.payload(index, replayed);
            if (stored.gapBefore(place)) {
                flow.dissection.gap(stored.direction(index), 0);
            }
            if (index == newest) {
                locate(flow, stored.direction(index));
            }
            flow.dissection.data(stored.direction(index), bytes);
            // What a short copy hid of the newest packet is noticed with the next one.
            boolean last = index == newest && place == newest;
            if (bytes.length() < stored.length(index) && !last && flow.protocol() == 6) {
                flow.dissection.gap(stored.direction(index), 0);
            }
        }
    }

    private void settle(ClassifiedFlow flow) {
        if (flow.dissection.violated() && !flow.proven) {
            flow.excluded |= flow.dissection.entry().bit();
            flow.announcedBy = null;
            flow.dissection = null;
            flow.application = "";
            flow.rule = "";
            flow.announces = false;
            flow.settledAt = 0;
            releaseHead(flow);
            flow.stage = flow.payloadPackets == Head.MAX_PACKETS ? Stage.ENDED : Stage.DETECTING;
        } else if (!flow.dissection.awaitsMessage() || flow.payloadPackets == Head.MAX_PACKETS) {
            flow.stage = Stage.ENDED;
        }
    }

    private void endUndetected(ClassifiedFlow flow) {
        if (flow.likely != null) {
            Detection detection = Detection.likely(flow.likelyRule);
            identified(flow, flow.likely, flow.likelyAnnounces ? detection.announcing() : detection);
        }
        flow.stage = Stage.ENDED;
        releaseHead(flow);
    }

    /** What earlier parsers said is void. */
    private static void forget(ClassifiedFlow flow, ParserSet parsers) {
        flow.parsers = parsers;
        flow.pending = 0;
        flow.excluded = 0;
        flow.likely = null;
        flow.announcedBy = null;
    }

    private void releaseHead(ClassifiedFlow flow) {
        if (flow.head != null) {
            memory.giveBack(flow.head);
            flow.head = null;
        }
    }
}
