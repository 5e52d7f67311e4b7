package gateway.core.internal.appliance;

import gateway.core.internal.classify.ParserEntry;
import gateway.core.internal.classify.ParserSet;
import gateway.core.internal.configuration.GatewayConfiguration;
import gateway.core.internal.configuration.IntakeSettings;
import gateway.core.internal.content.Answers;
import gateway.core.internal.content.ContentKeeper;
import gateway.core.internal.fence.BundleCode;
import gateway.core.internal.intake.QueueSettings;
import gateway.core.internal.intake.QueueSocket;
import gateway.core.internal.kernel.ConnectionCache;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.netlink.NetlinkException;
import gateway.core.internal.pipeline.Counters;
import gateway.core.internal.pipeline.Pipeline;
import gateway.core.internal.pipeline.PipelineServices;
import gateway.core.internal.pipeline.PipelineSettings;
import gateway.core.internal.pipeline.ReadingSettings;
import gateway.core.internal.pipeline.PlaceSums;
import gateway.core.internal.pipeline.ScanServices;
import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.record.FlowRecords;
import gateway.core.internal.redirect.Redirections;
import gateway.core.internal.reset.ResetSender;
import gateway.core.internal.source.RawPacket.Verdict;
import gateway.core.internal.tap.PacketTap;
import gateway.core.internal.watchdog.FailureWindow;
import gateway.core.internal.watchdog.Judge.Stall;
import gateway.core.internal.watchdog.Quarantine;
import gateway.core.internal.worker.Worker;
import gateway.core.internal.worker.WorkerProxy;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers of one intake at their posts. Made and ended on the control thread; the watchdog replaces workers that
 * are stuck, on its own.
 */
final class Crew implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);
    private static final int STOP_MILLIS = 3000;
    private static final int LIVES = 0xff;

    private final GatewayConfiguration configuration;
    private final PlugIns plugIns;
    private final ConnectionCache cache;
    private final Quarantine quarantine;
    private final ContentKeeper keeper;
    private final Redirections redirections;
    private final LongSupplier clock;
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final List<Post> abandoned = new CopyOnWriteArrayList<>();
    private volatile boolean audits;
    private final Retired retired = new Retired();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    /**
     * Opens all sockets; packets come when {@link #start} was called and the rules are in force.
     *
     * @param clock flows age by it; it never goes back
     */
    Crew(GatewayConfiguration configuration, PlugIns plugIns, ConnectionCache cache, Quarantine quarantine,
         ContentKeeper keeper, Redirections redirections, LongSupplier clock) throws NetlinkException {
        this.configuration = configuration;
        this.clock = clock;
        this.plugIns = plugIns;
        this.cache = cache;
        this.quarantine = quarantine;
        this.keeper = keeper;
        this.redirections = redirections;
        try {
            for (int k = 0; k < configuration.intake().workers(); k++) {
                posts.add(open(k, 0));
            }
        } catch (NetlinkException | RuntimeException refused) {
            close();
            throw refused;
        }
    }

    private Post open(int k, int life) throws NetlinkException {
        IntakeSettings intake = configuration.intake();
        Steps undo = new Steps();
        try {
            ResetSender resets = undo.add(ResetSender.open(intake.netns()));
            KernelEnforcement enforcement = undo.add(new KernelEnforcement(resets, cache.writer()));
            QueueSocket socket = undo.add(QueueSocket.open(new QueueSettings(intake.netns(), intake.queueBase() + k,
                intake.queueBase() + intake.workers() + k, intake.copyRange(), intake.queueMaxLength(),
                !configuration.exceptions().blocks(ExceptionCase.QUEUE_FULL))));
            PacketTap tap = undo.add(new PacketTap(intake.netns(), k, intake.tapBytes()));
            socket.readFirst(tap);
            Pipeline pipeline = pipeline(k, life, enforcement, socket, tap);
            Worker worker = new Worker(socket, pipeline, clock,
                failure -> LOG.error("worker {} met an error and goes on", k, failure));
            return new Post(k, socket, tap, enforcement, pipeline, worker);
        } catch (NetlinkException | RuntimeException refused) {
            undo.close();
            throw refused;
        }
    }

    private Pipeline pipeline(int k, int life, KernelEnforcement enforcement, QueueSocket socket,
                              PacketTap tap) {
        IntakeSettings intake = configuration.intake();
        FailureWindow failures = new FailureWindow();
        ScanServices scans = new ScanServices(keeper, plugIns.scanners(), new Answers(socket::wakeUp),
            configuration.files(), plugIns.findings());
        PipelineServices services = new PipelineServices(clock, System::currentTimeMillis, intake.inside()::side,
            plugIns.announced(), enforcement, socket, tap::listening, scans, redirections,
            new FlowRecords(plugIns.records(), System::currentTimeMillis),
            (entry, thrown) -> onBundleError(failures, entry, thrown));
        return new Pipeline(new PipelineSettings(k, life & LIVES, configuration.flows().maxFlows() / intake.workers(),
            configuration.flows().timeouts(), PipelineSettings.DEFAULT_HEADS, new SecureRandom().nextLong(),
            ReadingSettings.DEFAULT.fastPass(intake.fastPass()), intake.offload()), services);
    }

    /** Before {@link #start}: what the workers will do is loaded and compiled, down to the sockets. */
    void warmUp(ParserSet parsers) {
        WarmUp.run(parsers, posts.get(0).enforcement(), quarantine);
    }

    /** Whether a rule wants what is sent for the records, so that there is something to tap: for all or nobody. */
    void audit(boolean wanted) {
        audits = wanted;
        posts.forEach(post -> post.tap().listen(wanted));
        if (taps() == 0) {
            posts.forEach(post -> post.tap().listen(false));
        }
    }

    /** How many workers have a tap, so that rules can ask for its credit: all or none. */
    int taps() {
        int taps = (int) posts.stream().filter(post -> post.tap().isOpen()).count();
        return taps == Math.min(posts.size(), Marks.TAPS) ? taps : 0;
    }

    /** No rule can ask for it: nobody taps. */
    void refuseTaps(String why) {
        posts.forEach(post -> post.tap().refuse(why));
    }

    void start() {
        posts.forEach(Post::start);
    }

    /** Those that work now, in the order of their numbers. */
    List<Worker> workers() {
        return posts.stream().map(Post::worker).toList();
    }

    /** The ways to those that work now. */
    List<WorkerProxy> proxies() {
        return posts.stream().map(post -> post.worker().proxy()).toList();
    }

    /** How often each worker's loop turned; any thread. */
    long[] turns() {
        return posts.stream().mapToLong(post -> post.worker().turns()).toArray();
    }

    /** The sockets of those that work now. */
    List<QueueSocket> sockets() {
        return posts.stream().map(Post::socket).toList();
    }

    /** Packets that reached the workers, those that were given up included. */
    long packetsReceived() {
        return retired.packets() + posts.stream().mapToLong(post -> post.socket().counters().packets()).sum();
    }

    /** What was counted by workers that were given up. */
    void addRetired(Counters counters, Map<String, Long> bytesByApplication, PlaceSums bytesByPlace) {
        retired.addTo(counters, bytesByApplication, bytesByPlace);
    }

    /** How many workers were given up so far. */
    int replaced() {
        return abandoned.size();
    }

    /** How many of their threads have not come back. */
    int stuck() {
        return (int) abandoned.stream().filter(Post::alive).count();
    }

    /**
     * Another worker takes the place of one that is stuck, unless that has come back meanwhile. Its flow table is empty
     * and it knows no parser yet.
     *
     * @param verdict for the packets that wait
     * @return the new one; null where the old one turns again
     */
    Worker replace(Stall stall, Verdict verdict) throws NetlinkException {
        for (int i = 0; i < posts.size(); i++) {
            Post post = posts.get(i);
            if (post.worker() == stall.loop() && !stall.isOver()) {
                return replace(post, stall.culprit(), verdict);
            }
        }
        return null;
    }

    private Worker replace(Post post, BundleCode culprit, Verdict verdict) throws NetlinkException {
        abandoned.add(post);
        post.abandon(verdict, culprit == null ? "the gateway itself" : culprit.title());
        retired.add(post, culprit != null);
        Post next = open(post.number(), abandoned.size());
        posts.set(posts.indexOf(post), next);
        audit(audits);
        next.start();
        return next.worker();
    }

    /** The rules have to be gone. Workers end their flows; what still waits in the queues passes. */
    @Override
    public void close() {
        posts.forEach(post -> post.worker().stop());
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
        for (Post post : posts) {
            if (ended(post, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()))) {
                post.close();
            } else {
                leave(post);
            }
        }
    }

    private static boolean ended(Post post, long millis) {
        try {
            return post.await(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return !post.alive();
        }
    }

    /** It did not come back from ending its flows; what it has must not be closed under its hands. */
    private static void leave(Post post) {
        BundleCode inside = post.worker().whereabouts().inside();
        String where = inside == null ? "the gateway itself" : inside.title();
        LOG.error("worker {} does not end: it is stuck in {}", post.number(), where);
        try {
            post.abandon(Verdict.ACCEPT, where);
        } catch (NetlinkException failed) {
            LOG.error("its queues could not be released: {}", failed.getMessage());
        }
    }

    /** Milliseconds since 1970 on the workers' clock; any thread. */
    long nowMillis() {
        return clock.getAsLong();
    }

    /** On a worker's thread. */
    private void onBundleError(FailureWindow failures, BundleCode entry, Throwable thrown) {
        if (entry instanceof ParserEntry parser) {
            plugIns.parsers().count(parser);
        } else {
            plugIns.localizers().count(entry.service());
        }
        // A bundle that fails on every packet must not fill the log: the first time with all there is to know.
        if (failed.add(entry.title())) {
            LOG.error("{} failed; further failures are only counted", entry.title(), thrown);
        }
        if (failures.onFailure(entry.service(), System.nanoTime())) {
            quarantine.take(entry, FailureWindow.words(thrown));
        }
    }
}
