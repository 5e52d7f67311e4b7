package gateway.core.internal.appliance;

import gateway.core.internal.classify.ParserEntry;
import gateway.core.internal.classify.ParserSet;
import gateway.core.internal.configuration.GatewayConfiguration;
import gateway.core.internal.configuration.IntakeSettings;
import gateway.core.internal.intake.QueueSettings;
import gateway.core.internal.intake.QueueSocket;
import gateway.core.internal.kernel.ConnectionCache;
import gateway.core.internal.netlink.NetlinkException;
import gateway.core.internal.netlink.Netns;
import gateway.core.internal.pipeline.Pipeline;
import gateway.core.internal.pipeline.PipelineServices;
import gateway.core.internal.pipeline.PipelineSettings;
import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.record.FlowRecords;
import gateway.core.internal.reset.ResetSender;
import gateway.core.internal.worker.Worker;
import gateway.core.internal.worker.WorkerProxy;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers of one intake, with their sockets. Made and ended on the control thread. */
final class Crew implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);
    private static final int STOP_MILLIS = 3000;

    /** Shows the time of day but never jumps, as flows' ages must not when somebody sets the clock. */
    private final LongSupplier clock = steadyClock();
    private final List<QueueSocket> sockets = new ArrayList<>();
    private final List<KernelEnforcement> enforcements = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    /** Opens all sockets; packets come when {@link #start} was called and the rules are in force. */
    Crew(GatewayConfiguration configuration, PlugIns plugIns, Netns netns, ConnectionCache cache)
        throws NetlinkException {
        try {
            for (int k = 0; k < configuration.intake().workers(); k++) {
                open(k, configuration, plugIns, netns, cache);
            }
        } catch (NetlinkException | RuntimeException refused) {
            close();
            throw refused;
        }
    }

    private void open(int k, GatewayConfiguration configuration, PlugIns plugIns, Netns netns, ConnectionCache cache)
        throws NetlinkException {
        IntakeSettings intake = configuration.intake();
        KernelEnforcement enforcement = new KernelEnforcement(ResetSender.open(netns), cache.writer());
        enforcements.add(enforcement);
        PipelineServices services = new PipelineServices(clock,
            intake.inside()::side, plugIns.announced(), enforcement,
            new FlowRecords(plugIns.records(), System::currentTimeMillis), this::onParserError);
        Pipeline pipeline = new Pipeline(new PipelineSettings(k, configuration.flows().maxFlows() / intake.workers(),
            configuration.flows().timeouts(), PipelineSettings.DEFAULT_HEADS, new SecureRandom().nextLong(),
            intake.offload()), services);
        QueueSocket socket = QueueSocket.open(new QueueSettings(netns, intake.queueBase() + k,
            intake.queueBase() + intake.workers() + k, intake.copyRange(), intake.queueMaxLength(),
            !configuration.exceptions().blocks(ExceptionCase.QUEUE_FULL)));
        sockets.add(socket);
        workers.add(new Worker(socket, pipeline, clock,
            failure -> LOG.error("worker {} met an error and goes on", k, failure)));
    }

    /** Before {@link #start}: what the workers will do is loaded and compiled, down to the sockets. */
    void warmUp(ParserSet parsers) {
        WarmUp.run(parsers, enforcements.get(0));
    }

    void start() {
        for (int k = 0; k < workers.size(); k++) {
            Thread thread = new Thread(workers.get(k), "worker " + k);
            threads.add(thread);
            thread.start();
        }
    }

    List<WorkerProxy> proxies() {
        return workers.stream().map(Worker::proxy).toList();
    }

    /** How often each worker's loop turned; any thread. */
    long[] turns() {
        return workers.stream().mapToLong(Worker::turns).toArray();
    }

    List<QueueSocket> sockets() {
        return sockets;
    }

    /** The rules have to be gone. Workers end their flows; what still waits in the queues passes. */
    @Override
    public void close() {
        workers.forEach(Worker::stop);
        for (Thread thread : threads) {
            try {
                thread.join(STOP_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        sockets.forEach(QueueSocket::close);
        enforcements.forEach(KernelEnforcement::close);
    }

    private static LongSupplier steadyClock() {
        long epochMillis = System.currentTimeMillis();
        long began = System.nanoTime();
        return () -> epochMillis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    /** Milliseconds since 1970 on the workers' clock; any thread. */
    long nowMillis() {
        return clock.getAsLong();
    }

    private void onParserError(ParserEntry entry, Throwable thrown) {
        // A bundle that fails on every packet must not fill the log: the first time with all there is to know.
        if (failed.add(entry.id())) {
            LOG.error("protocol {} failed; further failures are only counted", entry.id(), thrown);
        }
    }
}
