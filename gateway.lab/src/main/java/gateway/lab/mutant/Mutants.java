package gateway.lab.mutant;

import gateway.api.protocol.Dissector.CloseReason;
import gateway.api.protocol.ProtocolParser;
import gateway.core.internal.classify.Classifier;
import gateway.core.internal.classify.ParserCalls;
import gateway.core.internal.classify.ParserSet;
import gateway.core.internal.fence.Whereabouts;
import gateway.core.internal.locality.AnnouncedAddresses;
import gateway.lab.mutant.Tally.Finding;
import gateway.testkit.ConversationMutator;
import gateway.testkit.FakeFlow;
import gateway.testkit.FlowScript;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/** Plays mutated conversations to all parsers together, and watches them. One thread. */
public final class Mutants {
    private static final String TIME = "took too long";
    private static final int HEADS = 4;
    private static final int MOST_IN_A_FLOW = 64;
    private static final int WHOLE = Integer.MAX_VALUE;
    private static final int SHORT_COPY = 2048;
    private static final int FREE_EVENTS = 64;
    private static final int ATTEMPTS = 3;
    /** Neighbouring numbers have to make unlike sequences. */
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private final List<PlugIn> plugIns;
    private final Bounds bounds;
    private final Watch watch = new Watch();
    private final Classifier classifier;
    private final Footprint footprint = new Footprint();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** All parsers read all flows, as in the gateway. */
    public Mutants(List<PlugIn> plugIns, Bounds bounds) {
        this.plugIns = List.copyOf(plugIns);
        this.bounds = bounds;
        AnnouncedAddresses announced = new AnnouncedAddresses(1024, Long.MAX_VALUE / 2, 1);
        ParserCalls calls = new ParserCalls(new Whereabouts(), (entry, thrown) -> watch.onThrown(entry.id(), thrown));
        classifier = new Classifier(HEADS, calls, announced, (flow, application, event) -> { });
        classifier.use(new ParserSet(plugIns.stream()
            .map(plugIn -> (ProtocolParser) new WatchedParser(plugIn.parser(), watch)).toList()));
        for (PlugIn plugIn : plugIns) {
            FakeFlow flow = announced(plugIn, plugIn.conversations().get(0).flow());
            announced.announce(plugIn.id(), flow.client().address().high(), flow.client().address().low(),
                flow.server().address().high(), flow.server().address().low(), flow.server().port(), MutantFlow.NOW);
        }
    }

    /**
     * Plays at least so many inputs made of one plug-in's conversations.
     *
     * @param seed the first flow's number; the next flow has the next
     */
    public Tally play(PlugIn plugIn, long seed, long inputs) {
        Tally tally = new Tally();
        for (long number = seed; tally.inputs() < inputs; number++) {
            flow(plugIn, number, tally);
        }
        return tally;
    }

    private void flow(PlugIn plugIn, long number, Tally tally) {
        List<Fault> faults = attempt(plugIn, number, tally);
        for (int i = 1; i < ATTEMPTS && faults.stream().allMatch(Mutants::isOfTime) && !faults.isEmpty(); i++) {
            faults = attempt(plugIn, number, new Tally());
        }
        faults.forEach(fault -> tally.onFinding(new Finding(plugIn.id(), number, fault)));
    }

    private List<Fault> attempt(PlugIn plugIn, long number, Tally tally) {
        watch.clear();
        ConversationMutator mutator = new ConversationMutator(number * SPREAD);
        List<FlowScript> own = plugIn.conversations();
        FlowScript first = own.get(mutator.number(own.size()));
        MutantFlow flow = new MutantFlow(classifier, ends(plugIn, first.flow(), mutator),
            mutator.number(8) == 0 ? 1 + mutator.number(SHORT_COPY) : WHOLE, mutator.number(2) == 0);
        int length = mutator.number(8) == 0 ? 1 + mutator.number(MOST_IN_A_FLOW) : 1;
        List<FlowScript> donors = donors(first, mutator);
        long bytes = 0;
        for (int i = 0; i < length && flow.goesOn(); i++) {
            FlowScript next = mutator.mutate(i == 0 ? first : donors.get(mutator.number(donors.size())), donors);
            play(flow, next, tally);
            bytes += next.length();
        }
        if (length > 1 || mutator.number(8) == 0) {
            look(tally);
        }
        flow.end(CloseReason.values()[mutator.number(CloseReason.values().length)]);
        if (watch.events() > FREE_EVENTS + bounds.events() * bytes) {
            watch.onFault("", "said too much", watch.events() + " events of " + bytes + " bytes");
        }
        lookForLeaks();
        return List.copyOf(watch.faults());
    }

    private void play(MutantFlow flow, FlowScript script, Tally tally) {
        long events = watch.events();
        long calls = watch.calls();
        long before = threads.getCurrentThreadCpuTime();
        flow.play(script);
        long took = threads.getCurrentThreadCpuTime() - before;
        long said = watch.events() - events;
        tally.onInput(watch.calls() > calls, said, took);
        if (took > bounds.input().toNanos()) {
            watch.onFault("", TIME, took / 1_000_000 + " ms");
        }
    }

    private void look(Tally tally) {
        long kept = 0;
        for (WatchedDissector dissector : watch.open()) {
            long one = dissector.footprint(footprint);
            kept += one;
            if (one > bounds.kept()) {
                watch.onFault(dissector.application(), "kept too much", one + " bytes");
            }
        }
        tally.onKept(kept);
    }

    private void lookForLeaks() {
        if (!watch.open().isEmpty()) {
            watch.onFault(watch.open().get(0).application(), "was never closed", "");
        }
        if (classifier.unconsumedBytes() != 0 || classifier.headsInUse() != 0) {
            watch.onFault("", "memory of a flow outlived it", classifier.unconsumedBytes() + " bytes unconsumed, "
                + classifier.headsInUse() + " heads");
        }
    }

    private static boolean isOfTime(Fault fault) {
        return fault.kind().equals(TIME);
    }

    private List<FlowScript> donors(FlowScript first, ConversationMutator mutator) {
        List<FlowScript> donors = new ArrayList<>();
        PlugIn other = plugIns.get(mutator.number(plugIns.size()));
        for (PlugIn plugIn : plugIns) {
            plugIn.conversations().stream()
                .filter(script -> script.flow().transport() == first.flow().transport())
                .filter(script -> plugIn == other || plugIn.conversations().contains(first)).forEach(donors::add);
        }
        return donors.isEmpty() ? List.of(first) : donors;
    }

    /** Sometimes of a peer that was announced, sometimes picked up in the middle. */
    private FakeFlow ends(PlugIn plugIn, FakeFlow flow, ConversationMutator mutator) {
        FakeFlow chosen = mutator.number(8) == 0 ? announced(plugIn, flow) : flow;
        return mutator.number(8) == 0 ? chosen.pickedUpMidstream() : chosen;
    }

    /** The same flow to the peer that every host was told of. */
    private static FakeFlow announced(PlugIn plugIn, FakeFlow flow) {
        return FakeFlow.between(flow.transport(), FakeFlow.endpoint("192.0.2.200", 40_000),
            FakeFlow.endpoint("198.51.100." + (1 + Math.floorMod(plugIn.id().hashCode(), 250)), 50_001));
    }
}
