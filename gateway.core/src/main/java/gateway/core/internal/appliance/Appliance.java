package gateway.core.internal.appliance;

import gateway.core.internal.classify.ParserSet;
import gateway.core.internal.configuration.GatewayConfiguration;
import gateway.core.internal.configuration.IntakeSettings;
import gateway.core.internal.kernel.Commands;
import gateway.core.internal.kernel.ConnectionCache;
import gateway.core.internal.kernel.Conntrack;
import gateway.core.internal.kernel.ConntrackEvents;
import gateway.core.internal.kernel.Family;
import gateway.core.internal.kernel.KernelRules;
import gateway.core.internal.kernel.Marks;
import gateway.core.internal.kernel.RuleSettings;
import gateway.core.internal.pipeline.Pipeline;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.worker.WorkerProxy;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One intake from start to stop. Start: what an earlier run left is removed, sockets are opened, workers run, the
 * rules come last. Stop: the rules go first, what waits in the queues passes, the sockets are closed last. The link
 * never freezes. Control thread only.
 */
public final class Appliance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Appliance.class);
    private static final int STOP_MILLIS = 2000;
    private static final int TELL_PAUSE_MILLIS = 10;

    private final GatewayConfiguration configuration;
    private final PlugIns plugIns;
    private final KernelRules rules;
    private final ConnectionCache cache;
    private final Conntrack conntrack;
    private final ConntrackEvents events;
    private final Conntrack readerConntrack;
    private final Crew crew;
    private final ConntrackReader reader;
    private final Thread readerThread;
    private final Consumer<ParserSet> parserUser = this::onParsers;
    private volatile Policy policy;

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
            conntrack = undo.add(new Conntrack(intake.netns()));
            conntrack.startAccounting();
            conntrack.forgetAll();
            events = undo.add(new ConntrackEvents(intake.netns()));
            cache.create(ConnectionCache.DEFAULT_MAX_ENTRIES);
            undo.add(cache::destroy);
            crew = undo.add(new Crew(configuration, plugIns, intake.netns(), cache));
            readerConntrack = undo.add(new Conntrack(intake.netns()));
            reader = new ConntrackReader(readerConntrack, events, crew.proxies(), crew::nowMillis);
            readerThread = new Thread(reader, "conntrack reader");
            crew.warmUp(plugIns.parsers().current());
            crew.start();
            plugIns.parsers().use(parserUser);
            undo.add(() -> plugIns.parsers().release(parserUser));
            tellPolicy(new Policy(1, configuration.rules(), configuration.exceptions(), ZoneId.systemDefault()));
            undo.add(rules::remove);
            rules.apply(new RuleSettings(intake.queueBase(), intake.workers(), intake.bypass(), policy.generation()));
            readerThread.start();
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
        IntakeSettings intake = configuration.intake();
        rules.apply(new RuleSettings(intake.queueBase(), intake.workers(), intake.bypass(), next.generation()));
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
        return new Inspection(configuration.intake(), crew, rules, cache, conntrack, plugIns, this::policy);
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
        steps.add(this::stopReader);
        steps.add(crew);
        steps.add(() -> plugIns.parsers().release(parserUser));
        steps.add(rules::remove);
        steps.close();
    }

    private void stopReader() {
        reader.stop();
        try {
            readerThread.join(STOP_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellPolicy(Policy next) {
        policy = next;
        crew.proxies().forEach(worker -> {
            if (!tell(worker, pipeline -> pipeline.onPolicy(next))) {
                LOG.error("a worker's inbox is full: it was not told of the changed policy");
            }
        });
    }

    /** A worker that turns empties its inbox in no time; one that is stuck must not hold up the others for long. */
    private static boolean tell(WorkerProxy worker, Consumer<Pipeline> command) {
        for (int i = 0; i < STOP_MILLIS / TELL_PAUSE_MILLIS; i++) {
            if (worker.tell(command)) {
                return true;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TELL_PAUSE_MILLIS));
        }
        return false;
    }

    /** Returns when every worker has let go of bundles that went, or does not answer. */
    private void onParsers(ParserSet parsers) {
        List<WorkerProxy> workers = crew.proxies();
        CountDownLatch heard = new CountDownLatch(workers.size());
        for (WorkerProxy worker : workers) {
            boolean told = tell(worker, pipeline -> {
                pipeline.onParsers(parsers);
                heard.countDown();
            });
            if (!told) {
                LOG.error("a worker's inbox is full: it was not told of the protocols that came or went");
            }
        }
        try {
            if (!heard.await(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.error("not every worker has heard of the protocols that came or went");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
