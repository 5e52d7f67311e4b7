package gateway.core.internal.command;

import gateway.api.policy.Action;
import gateway.core.internal.appliance.PlugIns;
import gateway.core.internal.classify.ParserSet;
import gateway.core.internal.configuration.ConfigurationReader;
import gateway.core.internal.configuration.ConfigurationReader.Reading;
import gateway.core.internal.configuration.GatewayConfiguration;
import gateway.core.internal.locality.AnnouncedAddresses;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.pipeline.Enforcement;
import gateway.core.internal.pipeline.FlowObserver;
import gateway.core.internal.pipeline.Pipeline;
import gateway.core.internal.pipeline.PipelineServices;
import gateway.core.internal.pipeline.PipelineSettings;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.policy.Rule;
import gateway.core.internal.record.FlowRecords;
import gateway.core.internal.source.CaptureException;
import gateway.core.internal.source.CaptureFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** {@code ./gateway replay}: the pipeline over capture files, each a fresh world on its own clock. */
final class ReplayCommand {
    private static final int WRONG_REQUEST = 2;
    private static final long SEED = 0x5eed;
    private static final List<Rule> AUDIT_ALL = List.of(Rule.of("all", 0, Set.of(), InsideNetworks.NONE,
        InsideNetworks.NONE, Rule.Initiator.ANY, List.of(), List.of(), Action.AUDIT, 0));

    private final ConfigurationReader reader;
    private final PlugIns plugIns;
    private final Path directory;
    private final List<String> arguments;
    private final ReplayStatistics statistics = new ReplayStatistics();

    ReplayCommand(ConfigurationReader reader, PlugIns plugIns, String directory, List<String> arguments) {
        this.reader = reader;
        this.plugIns = plugIns;
        this.directory = Path.of(directory);
        this.arguments = arguments;
    }

    /** 0 where every capture was read to its end; 2 with one line on standard error where something is wrong. */
    int run() {
        try {
            ReplayOptions options = ReplayOptions.of(arguments, directory);
            Reading reading = reader.read();
            if (reading.obstacle().isPresent()) {
                throw new IllegalArgumentException(reading.obstacle().get());
            }
            List<Path> files = options.files().isEmpty() ? capturesUnder(options.root()) : options.files();
            for (Path file : files) {
                CaptureFile.verify(file);
            }
            replay(options, files, reading.configuration());
            plugIns.records().close();
            if (options.stats()) {
                System.out.println(statistics.report());
            }
            return 0;
        } catch (IOException | UncheckedIOException | IllegalArgumentException | CaptureException wrong) {
            System.err.println("gateway: " + wrong.getMessage());
            return WRONG_REQUEST;
        }
    }

    private void replay(ReplayOptions options, List<Path> files, GatewayConfiguration configuration)
        throws IOException {
        Optional<FlowTableFile> table = options.flows().isPresent()
            ? Optional.of(new FlowTableFile(options.flows().get())) : Optional.empty();
        try {
            for (Path file : files) {
                table.ifPresent(lines -> lines.begin(nameOf(file, options.root())));
                replay(file, table.map(lines -> (FlowObserver) lines), configuration, options.auditAll());
            }
            if (table.isPresent()) {
                table.get().finish();
            }
        } finally {
            if (table.isPresent()) {
                table.get().close();
            }
        }
    }

    private void replay(Path file, Optional<FlowObserver> table, GatewayConfiguration configuration,
                        boolean auditAll) {
        try (CaptureFile capture = new CaptureFile(file)) {
            LongSupplier clock = capture::nowMillis;
            FlowObserver records = new FlowRecords(plugIns.records(), clock);
            AnnouncedAddresses announced = new AnnouncedAddresses(AnnouncedAddresses.DEFAULT_CAPACITY,
                AnnouncedAddresses.DEFAULT_LIFETIME_MILLIS, SEED);
            Pipeline pipeline = new Pipeline(
                new PipelineSettings(0, configuration.flows().maxFlows(), configuration.flows().timeouts(),
                    PipelineSettings.DEFAULT_HEADS, SEED, true),
                new PipelineServices(clock, configuration.intake().inside()::side, announced, Enforcement.NONE,
                    table.map(lines -> BothObservers.of(lines, records)).orElse(records),
                    (entry, thrown) -> System.err.println("gateway: " + entry.title() + " failed: " + thrown)));
            ParserSet parsers = plugIns.parsers().current();
            pipeline.onParsers(parsers);
            pipeline.onPolicy(new Policy(1, auditAll ? AUDIT_ALL : configuration.rules(), configuration.exceptions(),
                ZoneId.systemDefault()));
            statistics.measure(capture, pipeline);
        }
    }

    private static String nameOf(Path file, Path root) {
        Path absolute = file.toAbsolutePath().normalize();
        Path base = root.toAbsolutePath().normalize();
        return absolute.startsWith(base) ? base.relativize(absolute).toString() : file.toString();
    }

    private static List<Path> capturesUnder(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            List<Path> captures = tree.filter(Files::isRegularFile)
                .filter(file -> file.getFileName().toString().matches("(?i).*\\.(pcap|pcapng|cap)")).sorted().toList();
            if (captures.isEmpty()) {
                throw new IllegalArgumentException("replay: there is no capture under " + root);
            }
            return captures;
        }
    }
}
