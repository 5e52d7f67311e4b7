package gateway.core.internal.appliance;

import gateway.core.internal.classify.ParserSet;
import gateway.core.internal.classify.ParserUser;
import gateway.core.internal.configuration.GatewayConfiguration;
import gateway.core.internal.configuration.IntakeSettings;
import gateway.core.internal.content.ContentKeeper;
import gateway.core.internal.fence.BundleCode;
import gateway.core.internal.kernel.CommandException;
import gateway.core.internal.kernel.Commands;
import gateway.core.internal.kernel.ConnectionCache;
import gateway.core.internal.kernel.Conntrack;
import gateway.core.internal.kernel.ConntrackEvents;
import gateway.core.internal.kernel.Family;
import gateway.core.internal.kernel.KernelRules;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.kernel.RedirectTable;
import gateway.core.internal.kernel.RuleSettings;
import gateway.core.internal.kernel.TapCredit;
import gateway.core.internal.locality.LocalizerUser;
import gateway.core.internal.locality.Localizers;
import gateway.core.internal.pipeline.Pipeline;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.redirect.Redirections;
import gateway.core.internal.watchdog.Quarantine;
import gateway.core.internal.watchdog.Watchdog;
import gateway.core.internal.worker.SteadyClock;
import gateway.core.internal.worker.WorkerProxy;
import java.io.IOException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One intake from start to stop. Start: what an earlier run left is removed, sockets are opened, workers run, the
 * rules come last. Stop: the rules go first, what waits in the queues passes, the sockets are closed last. The link
 * never freezes. Control thread only, but for what {@link StallRecovery} does on the watchdog's.
 */
public final class Appliance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Appliance.class);
    private static final int STOP_MILLIS = 2000;
    private static final int PAUSE_MILLIS = 10;

    private final GatewayConfiguration configuration;
    private final PlugIns plugIns;
    private final KernelRules rules;
    private final ConnectionCache cache;
    private final Conntrack conntrack;
    private final ConntrackEvents events;
    private final Conntrack readerConntrack;
    private final ContentKeeper keeper;
    /** Shows the time of day but never jumps, as flows' ages must not when somebody sets the clock. */
    private final LongSupplier clock = new SteadyClock();
    private final Redirections redirections;
    private final Crew crew;
    private final ConntrackReader reader;
    private final Thread readerThread;
    private final QualityWatch quality;
    private final Thread qualityThread;
    private final Quarantine quarantine;
    private final Watchdog watchdog;
    private final ParserUser parserUser = this::onParsers;
    private final LocalizerUser localizerUser = this::onLocalizers;
    private volatile Policy policy;
    private volatile ParserSet parsers = ParserSet.EMPTY;
    private volatile Localizers localizers = Localizers.NONE;

    /**
     * Starts.
     *
     * @throws IOException in one sentence, where rights, programs or kernel features are missing; nothing is left
     */
    public Appliance(GatewayConfiguration configuration, PlugIns plugIns) throws IOException {
        this.configuration = configuration;
        this.plugIns = plugIns;
        IntakeSettings intake = configuration.intake();
        rules = new KernelRules(new Commands(intake.netns()), Family.spoken());
        Steps undo = new Steps();
        try {
            rules.remove();
            cache = undo.add(new ConnectionCache(intake.netns()));
            cache.destroy();
            TapCredit.destroyAll(intake.netns());
            undo.add(() -> TapCredit.destroyAll(intake.netns()));
            conntrack = undo.add(new Conntrack(intake.netns()));
            startAccounting();
            conntrack.forgetAll();
            events = undo.add(new ConntrackEvents(intake.netns()));
            cache.create(ConnectionCache.DEFAULT_MAX_ENTRIES);
            undo.add(cache::destroy);
            quarantine = undo.add(new Quarantine(plugIns.parsers(), plugIns.localizers()));
            redirections = undo.add(new Redirections(
                new KernelRedirects(new RedirectTable(intake.netns()), conntrack), clock));
            keeper = undo.add(new ContentKeeper(configuration.files(), plugIns.work(), plugIns.scanners()));
            crew = undo.add(new Crew(configuration, plugIns, cache, quarantine, keeper, redirections, clock));
            readerConntrack = undo.add(new Conntrack(intake.netns()));
            reader = new ConntrackReader(readerConntrack, events, crew::proxies, crew::nowMillis);
            readerThread = new Thread(reader, "conntrack reader");
            quality = new QualityWatch(crew::proxies, redirections, clock);
            qualityThread = new Thread(quality, "quality");
            crew.warmUp(plugIns.parsers().current());
            crew.start();
            watchdog = undo.add(
                new Watchdog(crew::workers, System::nanoTime, new StallRecovery(this, crew, quarantine)));
            watchdog.start();
            plugIns.parsers().use(parserUser);
            undo.add(() -> plugIns.parsers().release(parserUser));
            plugIns.localizers().use(localizerUser);
            undo.add(() -> plugIns.localizers().release(localizerUser));
            tellPolicy(new Policy(1, configuration.rules(), configuration.exceptions(), ZoneId.systemDefault()));
            undo.add(rules::remove);
            putRules();
            readerThread.start();
            qualityThread.start();
        } catch (IOException | RuntimeException refused) {
            undo.close();
            throw refused;
        }
    }

    /** Puts a changed policy into effect: every flow is asked again on its next packet. */
    public void onPolicy(GatewayConfiguration changed) throws IOException {
        Policy next = new Policy(policy.version() + 1, changed.rules(), changed.exceptions(),
            ZoneId.systemDefault());
        tellPolicy(next);
        redirections.endAll();
        putRules();
        // Pairs that only the old policy refuses have to get through; the others are refused anew.
        cache.flush();
        if (next.version() >= Marks.MAX_GENERATION) {
            // The next generation's number was used before; on a full table this takes seconds, so it is done now.
            conntrack.forgetGeneration(Marks.nextGeneration(next.generation()));
        }
    }

    /** The rules as they hold. */
    public Policy policy() {
        return policy;
    }

    /** Puts the rules back where somebody removed them; returns whether that was necessary. */
    public boolean repair() throws IOException {
        return rules.repair();
    }

    /** What can be seen of it. */
    public Inspection inspection() {
        return new Inspection(configuration.intake(), crew, rules, cache, conntrack, plugIns, this::policy, keeper,
            configuration.files(), redirections, quality);
    }

    /** What an operator may change of it. */
    public Intervention intervention() {
        return new KernelIntervention(conntrack, cache);
    }

    @Override
    public void close() {
        Steps steps = new Steps();
        steps.add(conntrack);
        steps.add(events);
        steps.add(readerConntrack);
        steps.add(cache);
        steps.add(cache::destroy);
        steps.add(() -> TapCredit.destroyAll(configuration.intake().netns()));
        steps.add(rules::remove);
        steps.add(this::stopReader);
        steps.add(this::stopQuality);
        steps.add(keeper);
        steps.add(redirections);
        steps.add(crew);
        steps.add(quarantine);
        steps.add(() -> plugIns.parsers().release(parserUser));
        steps.add(() -> plugIns.localizers().release(localizerUser));
        steps.add(rules::suspend);
        // First of all: nobody puts rules back from now on.
        steps.add(watchdog);
        steps.close();
    }

    /** A container may be shown its kernel parameters for reading only. */
    private void startAccounting() {
        try {
            conntrack.startAccounting();
        } catch (IOException notAllowed) {
            LOG.warn("{}; bytes of connections that the kernel forwards alone are not counted",
                notAllowed.getMessage());
        }
    }

    private void stopReader() {
        reader.stop();
        join(readerThread);
    }

    private void stopQuality() {
        quality.stop();
        qualityThread.interrupt();
        join(qualityThread);
    }

    private static void join(Thread thread) {
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Puts the rules of the policy in force into the kernel. The policy is looked at inside of the lock: of two that
     * put rules at the same time, the later one must not write the older policy's.
     */
    void putRules() throws IOException {
        synchronized (rules) {
            try {
                rules.apply(ruleSettings());
            } catch (CommandException refused) {
                if (crew.taps() == 0) {
                    throw refused;
                }
                crew.refuseTaps(refused.getMessage());
                rules.apply(ruleSettings());
            }
        }
    }

    /** Takes the rules out of the way: everything passes unseen, until {@link #putRules}. */
    void suspendRules() throws IOException {
        rules.suspend();
    }

    /** Has packets dropped while nobody listens on their queue, until {@link #putRules}. */
    void barRules() throws IOException {
        synchronized (rules) {
            rules.apply(ruleSettings().withoutBypass());
        }
    }

    private RuleSettings ruleSettings() {
        IntakeSettings intake = configuration.intake();
        return new RuleSettings(intake.queueBase(), intake.workers(), intake.bypass(), crew.taps(),
            policy.generation());
    }

    /**
     * Tells a worker that takes another's place what holds, but for one service, which is about to be put out. What
     * holds is looked at when the worker hears it: what it is told later is never older.
     */
    void brief(WorkerProxy worker, BundleCode out) {
        worker.tell(pipeline -> {
            pipeline.onPolicy(policy);
            pipeline.onParsers(out == null ? parsers : parsers.without(out.service()));
            pipeline.onLocalizers(out == null ? localizers : localizers.without(out.service()));
            pipeline.traffic().fetching().use(quality.farPeers());
        });
    }

    private void tellPolicy(Policy next) {
        policy = next;
        plugIns.scanners().wanted(next.scans());
        crew.audit(next.audits());
        crew.proxies().forEach(worker -> {
            if (!tell(worker, pipeline -> pipeline.onPolicy(policy))) {
                LOG.error("a worker's inbox is full: it was not told of the changed policy");
            }
        });
    }

    /** A worker that turns empties its inbox in no time; one that is stuck must not hold up the others for long. */
    private static boolean tell(WorkerProxy worker, Consumer<Pipeline> command) {
        for (int i = 0; i < STOP_MILLIS / PAUSE_MILLIS && !worker.abandoned(); i++) {
            if (worker.tell(command)) {
                return true;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
        return worker.abandoned();
    }

    /** Returns when every worker has let go of bundles that went, or was given up, or does not answer. */
    private int onParsers(ParserSet next) {
        parsers = next;
        AtomicInteger orphaned = new AtomicInteger();
        haveHeard("protocols", pipeline -> orphaned.addAndGet(pipeline.onParsers(parsers)));
        return orphaned.get();
    }

    private void onLocalizers(Localizers next) {
        localizers = next;
        haveHeard("localizers", pipeline -> pipeline.onLocalizers(localizers));
        if (next.redirector() == null) {
            redirections.endAll();
        }
    }

    private void haveHeard(String what, Consumer<Pipeline> news) {
        Map<WorkerProxy, CountDownLatch> heard = new LinkedHashMap<>();
        for (WorkerProxy worker : crew.proxies()) {
            CountDownLatch latch = new CountDownLatch(1);
            heard.put(worker, latch);
            boolean told = tell(worker, pipeline -> {
                news.accept(pipeline);
                latch.countDown();
            });
            if (!told) {
                LOG.error("a worker's inbox is full: it was not told of the {} that came or went", what);
            }
        }
        if (!allHeard(heard)) {
            LOG.error("not every worker has heard of the {} that came or went", what);
        }
    }

    private static boolean allHeard(Map<WorkerProxy, CountDownLatch> heard) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
        try {
            while (!heard.isEmpty() && System.nanoTime() - end < 0) {
                WorkerProxy worker = heard.keySet().iterator().next();
                if (worker.abandoned() || heard.get(worker).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    heard.remove(worker);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return heard.isEmpty();
    }
}
