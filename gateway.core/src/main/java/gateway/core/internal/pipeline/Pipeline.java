package gateway.core.internal.pipeline;

import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import gateway.api.protocol.Dissector.CloseReason;
import gateway.core.internal.classify.ClassifiedFlow;
import gateway.core.internal.classify.ClassifiedFlow.Stage;
import gateway.core.internal.classify.Classifier;
import gateway.core.internal.classify.ParserCalls;
import gateway.core.internal.classify.ParserSet;
import gateway.core.internal.fence.Whereabouts;
import gateway.core.internal.flow.FlowTable;
import gateway.core.internal.hold.HeldPacket;
import gateway.core.internal.hold.HeldPackets;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.locality.LearnerCalls;
import gateway.core.internal.locality.LocalizerCalls;
import gateway.core.internal.locality.Localizers;
import gateway.core.internal.packet.Packet;
import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.sequence.StreamSequence.Answer;
import gateway.core.internal.source.PacketHandler;
import gateway.core.internal.source.RawPacket;
import gateway.core.internal.source.RawPacket.Lane;
import gateway.core.internal.source.RawPacket.Verdict;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The way of a packet: decode, flow, classify, sequence, dissect, policy, verdict. One worker thread; commands from
 * elsewhere reach it through the worker's inbox. It reads as it runs: {@link #onPacket} is the way, the rest are its
 * stations.
 */
public final class Pipeline implements PacketHandler {
    private static final int IDLE_MILLIS = 200;

    private final Packet packet = new Packet();
    private final FlowTable<ManagedFlow> flows;
    private final Classifier classifier;
    private final Whereabouts whereabouts = new Whereabouts();
    private final ParserCalls calls;
    private final LocalizerCalls localizer;
    private final LearnerCalls learner;
    private final Refusal refusal;
    private final Tapping tapping;
    private final TcpReading reading;
    private final FileScanning scanning;
    private final ScanLedger scans;
    private final FlowEvents events;
    private final Decisions decisions;
    private final KeywordFilter keywords;
    private final PeerLists lists;
    private final ReadingReasons reasons;
    private final Unreadable unreadable;
    private final Postponement postponement;
    private final Redirecting redirecting;
    private final Traffic traffic;
    private final Counters counters = new Counters();
    private final MovedPackets moved = new MovedPackets(counters);
    private final LongSupplier clock;
    private final FlowObserver observer;
    private final boolean offload;
    /** Somebody carries out what is decided; what a capture holds has been received already. */
    private final boolean live;
    private final EndedFlows endedFlows = new EndedFlows();
    private final Consumer<HeldPacket> overdue = this::onOverdue;
    private Policy policy;
    private ExceptionCase failing;
    private CloseReason closing = CloseReason.IDLE;

    /** A pipeline with an empty flow table, no parser and a policy that allows everything. */
    public Pipeline(PipelineSettings settings, PipelineServices services) {
        this.clock = services.clock();
        this.observer = services.observer();
        this.offload = settings.offload();
        this.live = offload && services.enforcement() != Enforcement.NONE;
        this.flows = new FlowTable<>(settings.maxFlows(), settings.timeouts(), settings.seed(), settings.firstFlowId(),
            services.placement(), ManagedFlow::new, this::ended);
        this.calls = new ParserCalls(whereabouts, (entry, thrown) -> {
            counters.parserErrors++;
            failing = ExceptionCase.PARSER_ERROR;
            services.onBundleError().accept(entry, thrown);
        });
        this.localizer = new LocalizerCalls(whereabouts, services.onBundleError());
        this.learner = new LearnerCalls(whereabouts, services.onBundleError());
        this.events = new FlowEvents(services.announced(), observer, clock);
        this.decisions = new Decisions(counters, observer, services.timeOfDay());
        Distances distances = new Distances(localizer);
        this.keywords = new KeywordFilter(counters, observer, services.timeOfDay());
        this.classifier = new Classifier(settings.heads(), calls, services.announced(), this::onEvent);
        this.traffic = new Traffic(localizer, distances, classifier::readsLists, clock);
        this.redirecting =
            new Redirecting(services.redirections(), localizer, services.placement(), observer, counters);
        this.postponement = new Postponement(new FarDelay(distances, services.settlement(), decisions, counters),
            redirecting, new RedirectHold(services.redirections(), services.settlement()));
        this.lists = new PeerLists(localizer, new ListLearning(learner, classifier, clock), redirecting,
            traffic.fetching(), classifier, events, observer, counters, clock);
        this.reasons = new ReadingReasons(lists, keywords);
        this.refusal = new Refusal(services.enforcement(), counters);
        this.tapping = new Tapping(services.tap(), settings.worker(), counters);
        this.reading = new TcpReading(classifier, new HeldPackets(services.settlement(), settings.reading().limits()),
            keywords, counters, observer, settings.reading(), tapping);
        this.scans = new ScanLedger(counters, observer, services.timeOfDay(),
            services.scans() == null ? new Findings() : services.scans().findings());
        this.scanning = new FileScanning(services.scans(), decisions, scans,
            new FileEffect(classifier, reading, decisions));
        this.unreadable = new Unreadable(decisions, scanning, classifier, keywords, reading);
        onPolicy(Policy.empty(1));
    }

    @Override
    public void onPacket(RawPacket raw) {
        counters.packets++;
        counters.bytes += raw.length;
        switch (packet.decode(raw)) {
            case FLOW -> onFlowPacket(raw);
            case MALFORMED -> counters.malformedPackets++;
            default -> counters.otherPackets++;
        }
    }

    @Override
    public void onTapped(RawPacket copy) {
        ManagedFlow flow = packet.decode(copy) == Packet.Kind.FLOW ? flows.find(packet) : null;
        if (flow != null && flow.read != null) {
            failing = null;
            reading.onTapped(flow, packet, flow.directionOf(packet), copy, clock.getAsLong());
            if (failing != null) {
                decisions.exceptional(flow, failing);
            }
        }
    }

    /** Policy changed: every flow is asked again on its next packet. */
    public void onPolicy(Policy policy) {
        this.policy = policy;
        decisions.use(policy);
        traffic.fetching().onChange(policy);
    }

    /**
     * Bundles came or went: flows that are read by one that went are orphaned, and read no longer.
     *
     * @return how many were orphaned
     */
    public int onParsers(ParserSet parsers) {
        classifier.use(parsers);
        long before = counters.exceptions(ExceptionCase.PARSER_GONE);
        flows.forEach(flow -> {
            if (classifier.orphaned(flow)) {
                classifier.stop(flow, CloseReason.BUNDLE_GONE);
                flow.orphaned = true;
                decisions.exceptional(flow, ExceptionCase.PARSER_GONE);
                reading.end(flow, flow.refused() ? Verdict.DROP : Verdict.ACCEPT);
            }
            classifier.refresh(flow);
        });
        return (int) (counters.exceptions(ExceptionCase.PARSER_GONE) - before);
    }

    /** These localize from now on. */
    public void onLocalizers(Localizers localizers) {
        localizer.use(localizers);
        learner.use(localizers);
        traffic.fetching().onChange(policy);
    }

    /**
     * An operator lets a flow pass, whatever the rules say, and the next connections of its pair for a while. The
     * kernel has to ask again about its connection ({@code Intervention}): the next packet then brings the mark.
     */
    public void onRelease(ManagedFlow flow) {
        decisions.release(flow, clock.getAsLong());
    }

    /** An operator refuses a flow: its next packet is dropped and resets it. Here, too, the kernel has to ask again. */
    public void onRefuse(ManagedFlow flow) {
        decisions.refuse(flow);
        reading.end(flow, Verdict.DROP);
    }

    /**
     * What conntrack counted for a connection, seen as {@link #find} wants it. News of a flow of which the kernel
     * forwards nothing are those of an earlier connection on its ports.
     */
    public void onKernelCounters(ManagedFlow flow, long packetsToServer, long bytesToServer, long packetsToClient,
                                 long bytesToClient, long nowMillis) {
        if (!flow.offloaded && !flow.left) {
            return;
        }
        long before = flow.totalPackets(Direction.TO_SERVER) + flow.totalPackets(Direction.TO_CLIENT);
        flow.onKernelCounters(packetsToServer, bytesToServer, packetsToClient, bytesToClient);
        traffic.charge(flow);
        if (flow.totalPackets(Direction.TO_SERVER) + flow.totalPackets(Direction.TO_CLIENT) > before) {
            flows.touch(flow, nowMillis);
        }
    }

    /** The kernel's connection is gone; again, only an offloaded flow's can be meant. */
    public void onKernelEnd(ManagedFlow flow) {
        if (flow.offloaded) {
            closing = CloseReason.FLOW_ENDED;
            flows.end(flow);
        }
    }

    /** Settles what was held for too long, and ends flows whose time is over, a bounded number a call. */
    public void onTimer(long nowMillis) {
        scanning.onTimer(nowMillis);
        reading.held().expire(nowMillis, overdue);
        postponement.onTimer(nowMillis);
        closing = CloseReason.IDLE;
        flows.expire(nowMillis, 256);
        observer.onTimer(nowMillis);
    }

    /** How long nothing has to be done but for packets that come, in milliseconds. */
    public int waitMillis() {
        long now = clock.getAsLong();
        return tapping.waitMillis(now, postponement.waitMillis(now, IDLE_MILLIS));
    }

    /** Ends all flows. */
    public void onStop() {
        postponement.onStop();
        closing = CloseReason.STOPPING;
        flows.clear();
    }

    /** The flow of a five-tuple, in either direction; null if there is none. */
    public ManagedFlow find(Packet tuple) {
        return flows.find(tuple);
    }

    /** The flow table, to look at on this thread. */
    public FlowTable<ManagedFlow> flows() {
        return flows;
    }

    /** The counts, to look at on this thread. */
    public Counters counters() {
        return counters;
    }

    /** Bytes by application, to look at on this thread. */
    public Traffic traffic() {
        return traffic;
    }

    /** The files on their way that are to be scanned, and what was found; to look at on this thread. */
    public ScanLedger scans() {
        return scans;
    }

    /** The last flows that ended, to look at on this thread. */
    public EndedFlows endedFlows() {
        return endedFlows;
    }

    /** Whether a flow was asked about under the policy in force. */
    public boolean isCurrent(ManagedFlow flow) {
        return flow.policyVersion == policy.version();
    }

    /** The policy in force on this thread. */
    public Policy policy() {
        return policy;
    }

    /** In which bundle the worker is; any thread. */
    public Whereabouts whereabouts() {
        return whereabouts;
    }

    /** What waits in Q2, to look at on this thread. */
    public HeldPackets held() {
        return reading.held();
    }

    /** Bytes that are kept of read flows, to look at on this thread. */
    public long bytesKept() {
        return reading.bytesKept();
    }

    /** What classification counts, to look at on this thread. */
    public Classifier classifier() {
        return classifier;
    }

    private void onFlowPacket(RawPacket raw) {
        long now = clock.getAsLong();
        ManagedFlow flow = flows.find(packet);
        ManagedFlow before = null;
        if (flow != null && packet.protocol == 6 && flow.tcp.beginsAnew(packet, flow.isSettled())) {
            closing = CloseReason.FLOW_ENDED;
            before = flow.read != null || flow.tcp.doubted() ? flow : null;
            flows.end(flow);
            flow = null;
        }
        if (flow == null && (flow = flows.create(packet, now)) == null) {
            if (decisions.except(ExceptionCase.FLOW_TABLE_FULL) != null) {
                raw.verdict = Verdict.DROP;
            }
            return;
        }
        if (before != null) {
            flow.tcp.replaces(before.tcp, before.directionOf(packet));
        }
        if (packet.protocol == 6 && (flow.read == null && flow.tcp.isDoubtful(packet)
            || live && !Normalizer.makePlain(packet, raw, flow.read != null, policy))) {
            counters.ignoredPackets++;
            raw.verdict = Verdict.DROP;
            return;
        }
        if (moved.follows(flow, raw, packet, policy)) {
            moved.move(raw, policy);
            return;
        }
        Direction direction = flow.directionOf(packet);
        if (flow.read != null && (reading.isDamaged(packet, raw) || reading.isFalseReset(flow, packet, direction))) {
            counters.ignoredPackets++;
            raw.verdict = Verdict.DROP;
            return;
        }
        boolean again = moved.isAgain(flow, raw, packet);
        if (!again) {
            note(flow, direction, raw, now);
        }
        counters.payloadPackets += again || packet.payloadLength == 0 ? 0 : 1;
        if (flow.read != null && (scanning.hasNoRoom(flow, packet, direction) || !read(flow, direction, raw, now))) {
            raw.verdict = Verdict.DROP;
            return;
        }
        if (flow.read == null && packet.payloadLength > 0) {
            classify(flow, direction, now);
        }
        conclude(flow, direction, raw, now);
    }

    /** What a packet says is known: it is changed, refused, let on or held. */
    private void conclude(ManagedFlow flow, Direction direction, RawPacket raw, long now) {
        PacketChanges.acknowledge(flow, direction, packet);
        keywords.prepare(flow, direction, raw, packet, policy);
        if (lists.onPacket(flow, direction, packet)) {
            decisions.decide(flow, now);
            lists.prepare(flow, direction, raw, packet);
        }
        answer(flow, direction, raw, now);
        MovedPackets.showAnswer(flow, raw, packet, policy);
        PacketChanges.write(flow, direction, raw, packet);
        postponement.onPacket(flow, direction, raw, packet, now);
    }

    /**
     * A packet of a TCP flow that policy wants read: its bytes are read in order, and before they go on. Answers
     * whether the packet may go on for that.
     */
    private boolean read(ManagedFlow flow, Direction direction, RawPacket raw, long now) {
        if (packet.payloadCaptured < packet.payloadLength) {
            if (raw.lane == Lane.READ) {
                unreadable.stop(flow, ExceptionCase.REASSEMBLY_LIMIT);
            }
            return true;
        }
        failing = null;
        Answer answer = reading.onPacket(flow, packet, direction, now);
        if (answer == Answer.LIMIT || reading.gapIsOld(flow, now)) {
            unreadable.stop(flow, ExceptionCase.REASSEMBLY_LIMIT);
        } else if (answer != Answer.PASS && answer != Answer.WAIT) {
            return false;
        }
        if (packet.has(Packet.FIN)) {
            scanning.onFin(flow, packet, direction);
        }
        if (failing != null) {
            decisions.exceptional(flow, failing);
        }
        return true;
    }

    private void onOverdue(HeldPacket held) {
        unreadable.giveUp(((ReadFlow) held.flow()).flow, ExceptionCase.HOLD_TIMEOUT, policy);
    }

    private void note(ManagedFlow flow, Direction direction, RawPacket raw, long now) {
        traffic.count(flow, direction, raw.length, now);
        if (packet.protocol == 6) {
            flow.tcp.onPacket(packet, direction);
            if (packet.has(Packet.RST) && flow.scans != null) {
                // What waits for a verdict must not be the last thing that the receiver gets.
                scanning.forget(flow);
                reading.end(flow, Verdict.DROP);
            }
            if (packet.has(Packet.SYN)) {
                classifier.onSyn(flow, packet, direction);
                reading.onSyn(flow.handshake, packet, direction);
            }
        }
        lists.onCounted(flow, direction, packet, policy, now);
        flows.touch(flow, now);
    }

    private void classify(ManagedFlow flow, Direction direction, long now) {
        boolean unlabelled = flow.application().isEmpty();
        // What a bundle threw while another flow was closed is not this flow's fault.
        failing = null;
        classifier.onPayload(flow, packet, direction, now);
        if (unlabelled && !flow.application().isEmpty()) {
            counters.identifiedFlows++;
        }
        if (failing != null) {
            decisions.exceptional(flow, failing);
        }
    }

    private void answer(ManagedFlow flow, Direction direction, RawPacket raw, long now) {
        boolean decidedBefore = flow.policyVersion != policy.version() && flow.stage() == Stage.ENDED;
        decisions.decide(flow, now);
        if (decidedBefore && !flow.orphaned && (flow.localized() || flow.audited())) {
            classifier.takeUp(flow);
        }
        if (flow.refused()) {
            scanning.forget(flow);
            classifier.stop(flow, CloseReason.DECIDED);
            reading.end(flow, Verdict.DROP);
            refusal.refuse(flow, packet, direction, raw,
                Marks.encode(raw.mark, Marks.DROP, policy.generation()), offload, now);
            flows.touch(flow, now);
            return;
        }
        flow.accepted = true;
        if (flow.ruling != null && flow.stage() == Stage.ENDED) {
            settle(flow, direction, raw);
        }
        if (flow.read != null && raw.verdict == Verdict.ACCEPT
            && !reading.pass(flow, packet, direction, raw, policy, now)) {
            unreadable.giveUp(flow, ExceptionCase.HOLD_LIMIT, policy);
            answer(flow, direction, raw, now);
        }
    }

    /** A decided flow becomes the kernel's, or its packets come whole through the reading lane. */
    private void settle(ManagedFlow flow, Direction direction, RawPacket raw) {
        if (!flow.scanned()) {
            scanning.forget(flow);
        }
        boolean read = reasons.any(flow, policy);
        if (!read) {
            classifier.stop(flow, CloseReason.DECIDED);
            reading.end(flow, Verdict.ACCEPT);
        }
        if (offload && read && flow.read == null && packet.protocol == 6) {
            reading.begin(flow, packet, direction, reasons.changing(flow, policy), reasons.strict(flow, policy));
        }
        classifier.settled(flow);
        if (!offload) {
            return;
        }
        flow.reading = read;
        if (!read && postponement.wants(flow, clock.getAsLong())) {
            flow.offloaded = false;
            return;
        }
        if (!read && !flow.offloaded) {
            traffic.charge(flow);
            flow.offloaded = true;
            counters.offloadedFlows++;
        }
        if (read && raw.lane == Lane.CLASSIFY && packet.payloadCaptured < packet.payloadLength
            && packet.protocol == 6) {
            moved.moveFirst(flow, raw, packet, policy);
            return;
        }
        raw.setMark = true;
        raw.newMark = Marks.encode(raw.mark, read ? reading.markClass(flow) : Marks.ACCEPT, policy.generation());
    }

    private void onEvent(ClassifiedFlow flow, String application, DissectionEvent event) {
        if (event instanceof DissectionEvent.Anomaly anomaly && anomaly.what().equals("reassembly_limit")) {
            failing = ExceptionCase.REASSEMBLY_LIMIT;
        }
        events.onEvent((ManagedFlow) flow, application, event);
        keywords.onEvent((ManagedFlow) flow, application, event, policy);
        lists.onEvent((ManagedFlow) flow, application, event);
        scanning.onEvent((ManagedFlow) flow, application, event, policy.scans(), clock.getAsLong());
    }

    private void ended(ManagedFlow flow) {
        scanning.end(flow);
        redirecting.onEnd(flow, clock.getAsLong());
        classifier.conclude(flow);
        classifier.stop(flow, closing);
        reading.end(flow, flow.refused() ? Verdict.DROP : Verdict.ACCEPT);
        traffic.charge(flow);
        observer.onEnd(flow);
        flow.letGo();
        endedFlows.add(flow);
    }
}
