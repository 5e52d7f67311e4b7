package gateway.core.internal.plugin;

import gateway.api.operation.PlugIn.State;
import gateway.api.protocol.ProtocolParser;
import gateway.core.internal.classify.Admission;
import gateway.core.internal.classify.BundleClasses;
import gateway.core.internal.classify.ParserEntry;
import gateway.core.internal.classify.ParserSet;
import gateway.core.internal.configuration.BundleSettings.SelfTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a protocol that was added to the appliance prove itself on the captures that it carries before it serves.
 * Those of the appliance serve at once: its build has run their self-tests, and no machine changes what a parser
 * says of a capture. Thread {@code self-test}, and one for each test, which may be left behind.
 */
@Component(service = {Admission.class, ParserGate.class})
public final class ParserGate implements Admission {
    private static final Logger LOG = LoggerFactory.getLogger(ParserGate.class);
    private static final String UNNAMED = "protocol";
    private static final long TEST_SECONDS = 10;
    private static final long START_SECONDS = 15;
    private static final long LOOK_NANOS = 5_000_000;
    private static final Set<String> TRANSPORTS = Set.of("tcp", "udp");

    private final PlugInLedger ledger;
    private final BundleGate gate;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "self-test"));
    private final AtomicInteger pending = new AtomicInteger();
    /** Those that are there and do not serve, by identity. */
    private final Map<ProtocolParser, Candidate> candidates =
        Collections.synchronizedMap(new IdentityHashMap<>());
    /** What each is called: asked for once, where there is patience. */
    private final Map<ProtocolParser, String> names = Collections.synchronizedMap(new IdentityHashMap<>());

    private record Candidate(ProtocolParser parser, Bundle bundle, Supplier<ParserSet> current, Runnable serve) {
    }

    /**
     * @param ledger where it is noted
     * @param gate knows what came from outside, and what is asked
     */
    @Activate
    public ParserGate(@Reference PlugInLedger ledger, @Reference BundleGate gate) {
        this.ledger = ledger;
        this.gate = gate;
    }

    @Deactivate
    void close() {
        thread.shutdownNow();
    }

    /**
     * Waits until what was in {@code load/} at the start is started, tested and serves, or is refused; but not for
     * ever. Not on a thread of the framework.
     */
    public void awaitTakenIn() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!(gate.settled() && pending.get() == 0) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void ask(ProtocolParser parser, Supplier<ParserSet> current, Runnable serve) {
        Bundle bundle = PlugInLedger.bundleOf(parser);
        if (bundle == null || !gate.fromOutside(bundle)) {
            serve.run();
            return;
        }
        Candidate candidate = new Candidate(parser, bundle, current, serve);
        candidates.put(parser, candidate);
        later(candidate);
    }

    @Override
    public void onServing(ProtocolParser parser, String id) {
        candidates.remove(parser);
        note(parser, named(parser, id), State.SERVING, "serves new flows");
        // Others may ride on it.
        List.copyOf(candidates.values()).forEach(this::later);
    }

    @Override
    public void onWaiting(ProtocolParser parser, String id, String reason) {
        candidates.remove(parser);
        note(parser, named(parser, id), State.WAITING, reason);
    }

    @Override
    public void onRefused(ProtocolParser parser, String reason) {
        candidates.remove(parser);
        note(parser, serves(parser), State.REFUSED, Printable.of(reason));
    }

    @Override
    public void onQuarantined(ProtocolParser parser, String id, String reason, Runnable readmission) {
        ledger.quarantined(PlugInLedger.bundleOf(parser), named(parser, id), Printable.of(reason), readmission);
    }

    @Override
    public void onError(ProtocolParser parser) {
        ledger.count(PlugInLedger.bundleOf(parser));
    }

    @Override
    public void onGone(ProtocolParser parser, int orphaned) {
        candidates.remove(parser);
        String serves = serves(parser);
        names.remove(parser);
        ledger.withdraw(PlugInLedger.bundleOf(parser), serves);
        LOG.info("{} is gone: {}", serves, orphaned == 1 ? "1 flow orphaned" : orphaned + " flows orphaned");
    }

    private void later(Candidate candidate) {
        pending.incrementAndGet();
        try {
            thread.execute(() -> {
                try {
                    consider(candidate);
                } finally {
                    pending.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException stopping) {
            pending.decrementAndGet();
        }
    }

    private void consider(Candidate candidate) {
        if (candidates.get(candidate.parser) != candidate) {
            return;
        }
        try {
            Optional<String> wanted = call(candidate, () -> ridesOnNobody(candidate));
            if (wanted.isPresent()) {
                note(candidate, State.WAITING, wanted.get());
                return;
            }
            note(candidate, State.TESTING, "its self-test runs");
            Optional<String> refusal = call(candidate, () -> refusal(candidate));
            if (refusal.isEmpty()) {
                candidate.serve.run();
                return;
            }
            note(candidate, State.REFUSED, refusal.get());
        } catch (TimeoutException late) {
            note(candidate, State.REFUSED, "its self-test has not ended after " + TEST_SECONDS + " s");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof InterruptedException) {
                return;
            }
            note(candidate, State.REFUSED, "its self-test fails: " + Printable.of(failed.getCause()));
        }
        candidates.remove(candidate.parser);
    }

    private static <T> T call(Candidate candidate, Callable<T> call)
        throws ExecutionException, TimeoutException {
        return Patience.call("self-test of " + Printable.of(candidate.bundle.getSymbolicName()), TEST_SECONDS, call);
    }

    private Optional<String> ridesOnNobody(Candidate candidate) {
        named(candidate.parser, candidate.parser.id());
        ParserSet current = candidate.current.get();
        Set<String> over = candidate.parser.over();
        boolean rides = over.stream().anyMatch(below -> TRANSPORTS.contains(below) || current.byId(below) != null);
        return rides ? Optional.empty() : Optional.of("it rides on " + Printable.of(String.join(", ", over))
            + ", which is not there");
    }

    private Optional<String> refusal(Candidate candidate) throws Exception {
        BundleClasses.loadAllBeside(candidate.parser.getClass());
        SelfTest wanted = gate.settings().selfTest();
        if (wanted == SelfTest.OFF) {
            return Optional.empty();
        }
        try {
            var tests = gateway.core.internal.plugin.SelfTest.in(candidate.bundle);
            if (tests.isEmpty()) {
                return wanted == SelfTest.IFPRESENT ? Optional.empty() : Optional.of("it carries no self-test (folders "
                    + "selftest/NAME/ with input.pcap and expected.json), and selfTest = required in "
                    + "gateway.bundles.cfg");
            }
            return differences(candidate, tests);
        } catch (RefusedJar unreadable) {
            return Optional.of(unreadable.getMessage());
        }
    }

    private Optional<String> differences(Candidate candidate, List<gateway.core.internal.plugin.SelfTest> tests)
        throws Exception {
        ParserSet parsers = withCandidate(candidate);
        Path folder = gate.copies();
        for (var test : tests) {
            Optional<String> difference =
                new SelfTestRun(parsers, candidate.parser.id(), folder).difference(test);
            if (difference.isPresent()) {
                return difference.map(what -> "its self-test fails: " + what);
            }
        }
        return Optional.empty();
    }

    /** All that serve, and the candidate in the place of any other that reads the same protocol. */
    private static ParserSet withCandidate(Candidate candidate) {
        String id = candidate.parser.id();
        List<ProtocolParser> all = new ArrayList<>(candidate.current.get().entries().stream()
            .filter(entry -> !entry.id().equals(id)).map(ParserEntry::parser).toList());
        all.add(candidate.parser);
        all.sort(Comparator.comparing(ProtocolParser::id));
        return new ParserSet(all);
    }

    private void note(Candidate candidate, State state, String reason) {
        note(candidate.parser, serves(candidate.parser), state, reason);
    }

    private void note(ProtocolParser parser, String serves, State state, String reason) {
        ledger.report(PlugInLedger.bundleOf(parser), serves, state, reason);
    }

    /** What it is called, as far as it is known: a parser that is gone must not be asked for its id. */
    private String serves(ProtocolParser parser) {
        return names.getOrDefault(parser, UNNAMED);
    }

    private String named(ProtocolParser parser, String id) {
        String serves = UNNAMED + ' ' + Printable.of(id);
        if (names.put(parser, serves) == null) {
            ledger.withdraw(PlugInLedger.bundleOf(parser), UNNAMED);
        }
        return serves;
    }
}
