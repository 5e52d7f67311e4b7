package gateway.core.internal.appliance;

import gateway.api.content.ScannerStatus;
import gateway.api.locality.KnownContent;
import gateway.api.locality.LearntLayout;
import gateway.api.operation.FoundFile;
import gateway.api.operation.LocalizingEffect;
import gateway.api.operation.ScanPicture.Level;
import gateway.api.policy.Action;
import gateway.core.internal.configuration.IntakeSettings;
import gateway.core.internal.content.ContentKeeper;
import gateway.core.internal.content.ScanSettings;
import gateway.core.internal.intake.Latency;
import gateway.core.internal.intake.QueueState;
import gateway.core.internal.kernel.ConnectionCache;
import gateway.core.internal.kernel.Conntrack;
import gateway.core.internal.kernel.ConntrackLevel;
import gateway.core.internal.kernel.KernelRules;
import gateway.core.internal.kernel.RefusedPair;
import gateway.core.internal.kernel.RuleCounters;
import gateway.core.internal.locality.AnnouncedAddresses;
import gateway.core.internal.locality.LocalizerRegistry;
import gateway.core.internal.pipeline.Counters;
import gateway.core.internal.pipeline.PlaceSums;
import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.policy.Rule;
import gateway.core.internal.redirect.Redirections;
import gateway.core.internal.worker.WorkerProxy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * What can be seen of a running gateway, gathered from workers and kernel. Any thread but a worker's; waits for the
 * workers' answers.
 */
public final class Inspection {
    private final IntakeSettings intake;
    private final Crew crew;
    private final KernelRules rules;
    private final ConnectionCache cache;
    private final Conntrack conntrack;
    private final PlugIns plugIns;
    private final Supplier<Policy> policy;
    private final ContentKeeper keeper;
    private final ScanSettings settings;
    private final Redirections redirections;
    private final QualityWatch quality;

    Inspection(IntakeSettings intake, Crew crew, KernelRules rules, ConnectionCache cache, Conntrack conntrack,
               PlugIns plugIns, Supplier<Policy> policy, ContentKeeper keeper, ScanSettings settings,
               Redirections redirections, QualityWatch quality) {
        this.intake = intake;
        this.crew = crew;
        this.rules = rules;
        this.cache = cache;
        this.conntrack = conntrack;
        this.plugIns = plugIns;
        this.policy = policy;
        this.keeper = keeper;
        this.settings = settings;
        this.redirections = redirections;
        this.quality = quality;
    }

    /**
     * All workers' counts together.
     *
     * @param counters of the pipelines
     * @param flows in the tables
     * @param flowsCreated since the start
     * @param heads stored for flows that are being classified
     * @param headsRefused how often there was no memory for one
     * @param bytesByApplication what the kernel handled alone included
     * @param bytesByPlace the same by place; not to be changed
     */
    public record Totals(Counters counters, int flows, long flowsCreated, int heads, long headsRefused,
                         Map<String, Long> bytesByApplication, PlaceSums bytesByPlace) {
    }

    /** All workers' counts together, as of now. */
    public Totals totals() throws TimeoutException, InterruptedException {
        Counters counters = new Counters();
        Map<String, Long> bytes = new TreeMap<>();
        PlaceSums places = new PlaceSums();
        int flows = 0;
        int heads = 0;
        long created = 0;
        long refused = 0;
        for (var worker : crew.proxies()) {
            Totals one = worker.ask(pipeline -> {
                Map<String, Long> own = new TreeMap<>();
                pipeline.traffic().addTo(own);
                PlaceSums ownPlaces = new PlaceSums();
                pipeline.traffic().places().addTo(ownPlaces);
                return new Totals(pipeline.counters().copy(), pipeline.flows().size(), pipeline.flows().created(),
                    pipeline.classifier().headsInUse(), pipeline.classifier().headsRefused(), own,
                    ownPlaces);
            });
            counters.add(one.counters());
            one.bytesByApplication().forEach((application, sum) -> bytes.merge(application, sum, Long::sum));
            places.add(one.bytesByPlace());
            flows += one.flows();
            heads += one.heads();
            created += one.flowsCreated();
            refused += one.headsRefused();
        }
        crew.addRetired(counters, bytes, places);
        return new Totals(counters, flows, created, heads, refused, bytes, places);
    }

    /** Pairs whose new connections the kernel refuses now. */
    public List<RefusedPair> refusedPairs(int limit) throws IOException {
        return cache.list(limit);
    }

    /** What the gateway's rules counted. */
    public RuleCounters ruleCounters() throws IOException {
        return rules.counters();
    }

    /** The policy in force. */
    public Policy policy() {
        return policy.get();
    }

    /** Who was told of which peer. */
    public AnnouncedAddresses announced() {
        return plugIns.announced();
    }

    /** How often the rules had to be put back. */
    public long repairs() {
        return rules.repairs();
    }

    /** The kernel's queues of this gateway. */
    public List<QueueState> queues() throws IOException {
        int first = intake.queueBase();
        return QueueState.read(intake.netns()).stream()
            .filter(queue -> queue.queue() >= first && queue.queue() < first + 2 * intake.workers()).toList();
    }

    /**
     * How packets fared at the workers.
     *
     * @param latency from their arrival to their verdicts
     * @param held packets whose verdict is postponed
     */
    public record Waiting(Latency latency, long held) {
    }

    /** How packets fared at all workers since the start. */
    public Waiting waiting() throws TimeoutException, InterruptedException {
        Latency latency = new Latency();
        long held = 0;
        List<WorkerProxy> workers = crew.proxies();
        for (int k = 0; k < workers.size(); k++) {
            var socket = crew.sockets().get(k);
            Waiting one = workers.get(k).ask(ignored -> new Waiting(socket.latency().copy(), socket.held()));
            latency.add(one.latency());
            held += one.held();
        }
        return new Waiting(latency, held);
    }

    /**
     * Who scans, whether that is wanted, what is kept for it, and what was found.
     *
     * @param wanted whether a rule asks for scans
     * @param blocked whether files are refused while nobody can scan them
     * @param scanner empty where there is none
     * @param memory content in memory
     * @param disk content on the disk
     * @param found what was found last, also before the intake was started anew; newest first
     */
    public record Scans(boolean wanted, boolean blocked, Optional<ScannerStatus> scanner, Level memory, Level disk,
                        List<FoundFile> found) {
    }

    /** The same, answered at once. */
    public Scans scans() {
        Policy now = policy.get();
        return new Scans(now.scans(), now.exceptions().blocks(ExceptionCase.SCANNER_UNAVAILABLE),
            plugIns.scanners().status(), new Level(keeper.bytesInMemory(), settings.memoryBytes()),
            new Level(keeper.bytesOnDisk(), settings.diskBytes()), plugIns.findings().newest());
    }

    /**
     * Who localizes, and whether that is wanted.
     *
     * @param wanted whether a rule wants lists of peers changed
     * @param there whether a bundle says what is to stand in them
     * @param redirected how many pairs of a client and a far peer are redirected
     * @param problem what keeps it from knowing all that it was configured to know; empty if nothing does
     * @param sources what it knows from where, in sentences
     * @param effects what it brings
     */
    public record Localization(boolean wanted, boolean there, int redirected, String problem, List<String> sources,
                               List<LocalizingEffect> effects) {
        /** Copies the lists. */
        public Localization {
            sources = List.copyOf(sources);
            effects = List.copyOf(effects);
        }

        /** Of which nothing was compared yet. */
        public Localization(boolean wanted, boolean there, int redirected, String problem, List<String> sources) {
            this(wanted, there, redirected, problem, sources, List.of());
        }
    }

    /** Who localizes; answered at once. */
    public Localization localization() {
        LocalizerRegistry localizers = plugIns.localizers();
        return new Localization(policy.get().localizes(), localizers.current().rewriter() != null,
            redirections.size(), problem(localizers), localizers.sources(crew.nowMillis()), quality.effects());
    }

    /** The kernel's word first: where it redirects nobody, the best localizer is of no use for that. */
    private String problem(LocalizerRegistry localizers) {
        return redirections.problem().isEmpty() ? localizers.problem()
            : "nobody is redirected: " + redirections.problem();
    }

    /** Who localizes, to be asked more than that. */
    public LocalizerRegistry localizers() {
        return plugIns.localizers();
    }

    /** How lists that no bundle reads are written, as far as anybody learnt it; answered at once. */
    public List<LearntLayout> layouts() {
        return plugIns.localizers().layouts();
    }

    /** The contents that lists named last, and their nearest peers, as many as asked; answered at once. */
    public List<KnownContent> contents(int contents, int peers, long nowMillis) {
        return plugIns.localizers().contents(contents, peers, nowMillis);
    }

    /** The way to each worker; the n-th has the flows whose id has n above its low 48 bits. */
    public List<WorkerProxy> workers() {
        return crew.proxies();
    }

    /** How often each worker's loop turned since the start. */
    public long[] turns() {
        return crew.turns();
    }

    /** Milliseconds since 1970 on the workers' clock. */
    public long nowMillis() {
        return crew.nowMillis();
    }

    /** Whether the gateway's rules stand in the kernel as they were written, and are asked first. */
    public boolean rulesInPlace() throws IOException {
        return rules.verify();
    }

    /** Packets that reached the workers; one that came through both lanes counts twice. */
    public long packetsReceived() {
        return crew.packetsReceived();
    }

    /** How many workers were stuck in a bundle, and were replaced. */
    public int workersReplaced() {
        return crew.replaced();
    }

    /** How many threads are still stuck in a bundle. */
    public int threadsStuck() {
        return crew.stuck();
    }

    /** How full the kernel's connection table is. */
    public ConntrackLevel conntrackLevel() throws IOException {
        return conntrack.level();
    }

    /** What keeps auditors from keeping records now; empty if nothing does. */
    public List<String> recordProblems() {
        return plugIns.records().problems();
    }

    /** The rules that want records where there is nobody to keep them; empty where all is well. */
    public List<String> rulesWithoutAuditor() {
        return plugIns.records().wanted() ? List.of()
            : policy.get().rules().stream().filter(rule -> rule.action() == Action.AUDIT).map(Rule::name).toList();
    }

    /** Records that were lost since the auditors were slower than the traffic. */
    public long recordsLost() {
        return plugIns.records().lost();
    }
}
