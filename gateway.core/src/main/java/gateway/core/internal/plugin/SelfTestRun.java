package gateway.core.internal.plugin;

import gateway.api.policy.Action;
import gateway.core.internal.classify.ParserEntry;
import gateway.core.internal.classify.ParserSet;
import gateway.core.internal.fence.BundleCode;
import gateway.core.internal.flow.FlowTimeouts;
import gateway.core.internal.locality.AnnouncedAddresses;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.pipeline.Enforcement;
import gateway.core.internal.pipeline.FlowObserver;
import gateway.core.internal.pipeline.ManagedFlow;
import gateway.core.internal.pipeline.Pipeline;
import gateway.core.internal.pipeline.PipelineServices;
import gateway.core.internal.pipeline.PipelineSettings;
import gateway.core.internal.policy.ExceptionPolicies;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.policy.Rule;
import gateway.core.internal.source.CaptureException;
import gateway.core.internal.source.CaptureFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a self-test through a pipeline of its own, with a flow table, an address list and a clock that nobody else
 * sees: the same code as for real packets, and no way out of it. A policy that asks for the names of files has the
 * content read, so that dissectors are tried as well. A thread of its own; it looks for an interrupt between packets.
 */
final class SelfTestRun {
    static final int MAX_CAPTURE_BYTES = 8_000_000;
    static final int MAX_PACKETS = 100_000;
    private static final int MAX_FLOWS = 10_000;
    private static final int HEADS = 512;
    private static final int ANNOUNCED = 4096;
    private static final long SEED = 0x5eed;

    private final ParserSet parsers;
    private final String application;
    private final Path folder;
    private final List<FoundFlow> found = new ArrayList<>();
    private Throwable thrown;

    /**
     * @param parsers all that serve, and the one to be tested
     * @param application what it recognises
     * @param folder where the capture may be written
     */
    SelfTestRun(ParserSet parsers, String application, Path folder) {
        this.parsers = parsers;
        this.application = application;
        this.folder = folder;
    }

    /** What differs first from what was expected; empty if nothing does. */
    Optional<String> difference(SelfTest test) throws IOException, RefusedJar {
        Path file = Files.createTempFile(Files.createDirectories(folder), "selftest", ".pcap");
        try {
            copy(test, file);
            replay(file);
        } catch (CaptureException broken) {
            throw new RefusedJar("input.pcap of its self-test " + test.name() + " cannot be read: "
                + Printable.of(broken.getMessage().replace(file.toString(), "it")));
        } finally {
            Files.deleteIfExists(file);
        }
        return thrown != null ? Optional.of("capture " + test.name() + ": it fails: " + Printable.of(thrown))
            : compare(test.expected(), found, application).map(what -> "capture " + test.name() + ": " + what);
    }

    private static void copy(SelfTest test, Path file) throws IOException, RefusedJar {
        try (InputStream in = test.capture().openStream()) {
            byte[] bytes = in.readNBytes(MAX_CAPTURE_BYTES + 1);
            if (bytes.length > MAX_CAPTURE_BYTES) {
                throw new RefusedJar("input.pcap of its self-test " + test.name() + " is larger than "
                    + MAX_CAPTURE_BYTES / 1_000_000 + " MB");
            }
            Files.copy(new java.io.ByteArrayInputStream(bytes), file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void replay(Path file) throws RefusedJar {
        try (CaptureFile capture = new CaptureFile(file)) {
            Pipeline pipeline = new Pipeline(
                new PipelineSettings(0, MAX_FLOWS, FlowTimeouts.DEFAULT, HEADS, SEED, true),
                new PipelineServices(capture::nowMillis, InsideNetworks.NONE::side, new AnnouncedAddresses(ANNOUNCED,
                    AnnouncedAddresses.DEFAULT_LIFETIME_MILLIS, SEED), Enforcement.NONE, new Collector(),
                    (entry, error) -> note(entry, error)));
            pipeline.onParsers(parsers);
            pipeline.onPolicy(new Policy(1, List.of(readEverything()), ExceptionPolicies.PASS_ALL, ZoneOffset.UTC));
            while (capture.poll(pipeline, 0) >= 0) {
                pipeline.onTimer(capture.nowMillis());
                if (capture.packets() > MAX_PACKETS) {
                    throw new RefusedJar("its self-test has more than " + MAX_PACKETS + " packets");
                }
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
            }
            pipeline.onStop();
        }
    }

    private Rule readEverything() {
        return Rule.of("self-test", 0, Set.of(application), InsideNetworks.NONE, InsideNetworks.NONE,
            Rule.Initiator.ANY, List.of(), List.of("?"), Action.MONITOR, 0);
    }

    private void note(BundleCode entry, Throwable error) {
        if (thrown == null && entry instanceof ParserEntry parser && parser.id().equals(application)) {
            thrown = error;
        }
    }

    private final class Collector implements FlowObserver {
        @Override
        public void onEnd(ManagedFlow flow) {
            found.add(FoundFlow.of(flow));
        }
    }

    /** The first difference in words; flows that nobody expected must not be taken for this application. */
    static Optional<String> compare(List<FoundFlow> expected, List<FoundFlow> found, String application) {
        List<FoundFlow> left = new ArrayList<>(found);
        for (FoundFlow wanted : expected) {
            Optional<FoundFlow> same = left.stream().filter(wanted::isBetween).findFirst();
            if (same.isEmpty()) {
                return Optional.of("flow " + Printable.of(wanted.ends()) + " is not in the capture");
            }
            left.remove(same.get());
            boolean equal = wanted.label().equals(FoundFlow.UNKNOWN)
                ? same.get().label().equals(FoundFlow.UNKNOWN) : wanted.equals(same.get());
            if (!equal) {
                return Optional.of("flow " + Printable.of(wanted.ends()) + ": expected "
                    + Printable.of(wanted.outcome()) + ", got " + Printable.of(same.get().outcome()));
            }
        }
        return left.stream().filter(flow -> flow.label().equals(application)).findFirst()
            .map(flow -> "flow " + flow.ends() + ": nothing expected, got " + Printable.of(flow.outcome()));
    }
}
