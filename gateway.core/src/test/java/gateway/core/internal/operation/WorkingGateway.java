package gateway.core.internal.operation;

import gateway.api.operation.NotAnswering;
import gateway.api.packet.Endpoint;
import gateway.api.packet.Transport;
import gateway.api.protocol.ProtocolParser;
import gateway.core.internal.appliance.Intervention;
import gateway.core.internal.classify.ParserSet;
import gateway.core.internal.configuration.GatewayConfiguration;
import gateway.core.internal.content.ScanSettings;
import gateway.core.internal.crafted.CraftedPacket;
import gateway.core.internal.flow.FlowTimeouts;
import gateway.core.internal.locality.AnnouncedAddresses;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.locality.IpPrefix;
import gateway.core.internal.pipeline.Enforcement;
import gateway.core.internal.pipeline.FlowObserver;
import gateway.core.internal.pipeline.Pipeline;
import gateway.core.internal.pipeline.PipelineServices;
import gateway.core.internal.pipeline.PipelineSettings;
import gateway.core.internal.policy.ExceptionPolicies;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.policy.Rule;
import gateway.core.internal.source.PacketHandler;
import gateway.core.internal.source.PacketSource;
import gateway.core.internal.worker.Worker;
import gateway.core.internal.worker.WorkerProxy;
import gateway.testkit.ManualClock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Two workers with real threads and no packets but those that a test puts in. Inside is 192.0.2.0/24. */
final class WorkingGateway implements AutoCloseable {
    final ManualClock clock = new ManualClock(1_000_000_000_000L);
    final Standing standing = new Standing(clock.millis());
    /** What was asked of the kernel. */
    final List<String> kernel = new CopyOnWriteArrayList<>();
    final List<Thread> threads = new ArrayList<>();
    final List<WorkerProxy> proxies = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private final List<Idle> sources = new ArrayList<>();
    private volatile Policy policy = Policy.empty(1);
    private int version = 1;

    WorkingGateway(int maxFlows) {
        InsideNetworks inside = new InsideNetworks(List.of(IpPrefix.parse("192.0.2.0/24")));
        for (int k = 0; k < 2; k++) {
            Pipeline pipeline = new Pipeline(new PipelineSettings(k, maxFlows, FlowTimeouts.DEFAULT, 16, 42, true),
                new PipelineServices(clock.millis(), inside::side, new AnnouncedAddresses(64, 60_000, 1),
                    Enforcement.NONE, FlowObserver.NONE, (entry, error) -> { }));
            Idle source = new Idle();
            Worker worker = new Worker(source, pipeline, clock.millis(), failure -> { });
            sources.add(source);
            workers.add(worker);
            proxies.add(worker.proxy());
            Thread thread = new Thread(worker, "test worker " + k);
            threads.add(thread);
            thread.start();
        }
        standing.onRunning(new RunningGateway(() -> proxies, clock.millis(), clock.millis(), () -> policy, null,
            new Kernel()), new GatewayConfiguration(null, null, ExceptionPolicies.PASS_ALL, ScanSettings.DEFAULT,
            List.of()), List.of());
    }

    WorkingGateway parsers(ProtocolParser... parsers) throws NotAnswering {
        for (WorkerProxy worker : proxies) {
            tell(worker, pipeline -> pipeline.onParsers(new ParserSet(List.of(parsers))));
        }
        return this;
    }

    WorkingGateway rules(Rule... rules) throws NotAnswering {
        policy = new Policy(++version, List.of(rules), ExceptionPolicies.PASS_ALL, ZoneOffset.UTC);
        for (WorkerProxy worker : proxies) {
            Policy changed = policy;
            tell(worker, pipeline -> pipeline.onPolicy(changed));
        }
        return this;
    }

    /** Packets for one of the workers. */
    WorkingGateway packets(int worker, CraftedPacket... packets) throws NotAnswering {
        tell(proxies.get(worker), pipeline -> {
            for (CraftedPacket packet : packets) {
                pipeline.onPacket(packet.raw());
            }
        });
        return this;
    }

    void tell(WorkerProxy worker, java.util.function.Consumer<Pipeline> command) throws NotAnswering {
        Question.answer(() -> worker.ask(pipeline -> {
            command.accept(pipeline);
            return true;
        }));
    }

    /** How often a worker went to look for packets. */
    int polls(int worker) {
        return sources.get(worker).polls.get();
    }

    @Override
    public void close() throws InterruptedException {
        workers.forEach(Worker::stop);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static final class Idle implements PacketSource {
        private final Semaphore woken = new Semaphore(0);
        private final AtomicInteger polls = new AtomicInteger();

        @Override
        public int poll(PacketHandler handler, int timeoutMillis) {
            polls.incrementAndGet();
            try {
                woken.tryAcquire(timeoutMillis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            return 0;
        }

        @Override
        public void wakeUp() {
            woken.release();
        }

        @Override
        public void close() {
            wakeUp();
        }
    }

    private final class Kernel implements Intervention {
        @Override
        public void askAgain(Transport transport, Endpoint client, Endpoint server) {
            kernel.add("ask again " + transport + ' ' + client + ' ' + server);
        }

        @Override
        public void forgetPair(Transport transport, Endpoint client, Endpoint server) {
            kernel.add("forget " + transport + ' ' + client + ' ' + server);
        }
    }
}
