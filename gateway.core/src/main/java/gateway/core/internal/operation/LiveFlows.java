package gateway.core.internal.operation;

import gateway.api.operation.Explanation;
import gateway.api.operation.Explanation.Step;
import gateway.api.operation.FlowDirectory;
import gateway.api.operation.FlowLine;
import gateway.api.operation.FlowPage;
import gateway.api.operation.FlowQuery;
import gateway.api.operation.NotAnswering;
import gateway.core.internal.pipeline.ManagedFlow;
import gateway.core.internal.pipeline.OperatorRuling;
import gateway.core.internal.pipeline.Pipeline;
import gateway.core.internal.pipeline.PipelineSettings;
import gateway.core.internal.policy.Examination;
import gateway.core.internal.policy.Policy.Ruling;
import gateway.core.internal.worker.WorkerProxy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** The flows of the running intake. Any thread but a worker's. */
public final class LiveFlows implements FlowDirectory {
    /** Flows that a worker makes lines of before it goes back to its packets. */
    private static final int AT_ONCE = 200;

    private final Standing standing;
    private final LongSupplier nanoClock;

    /** @param nanoClock bounds the slices in which workers look at their flows */
    public LiveFlows(Standing standing, LongSupplier nanoClock) {
        this.standing = standing;
        this.nanoClock = nanoClock;
    }

    @Override
    public FlowPage find(FlowQuery query) throws NotAnswering {
        RunningGateway gateway = standing.running();
        Search search = new Search(query, gateway.clock().getAsLong());
        List<WorkerProxy> workers = gateway.workers();
        for (WorkerProxy worker : workers) {
            new FlowWalk(worker, nanoClock).live(search::look);
        }
        return new FlowPage(onTheirWorkers(workers, search.best.flows(), Lines::of), search.matching, search.total);
    }

    @Override
    public Optional<Explanation> explain(long flowId) throws NotAnswering {
        long now = standing.running().timeOfDay().getAsLong();
        return at(flowId, (pipeline, flow) -> explanation(pipeline, flow, now));
    }

    @Override
    public boolean release(long flowId) throws NotAnswering {
        return change(flowId, Pipeline::onRelease, true);
    }

    @Override
    public boolean refuse(long flowId) throws NotAnswering {
        return change(flowId, Pipeline::onRefuse, false);
    }

    /** The worker first: when the kernel asks again, it has to know the answer. */
    private boolean change(long flowId, BiConsumer<Pipeline, ManagedFlow> decision, boolean forgetPair)
        throws NotAnswering {
        RunningGateway gateway = standing.running();
        Optional<FlowLine> changed = at(flowId, (pipeline, flow) -> {
            decision.accept(pipeline, flow);
            return Lines.of(flow);
        });
        if (changed.isEmpty()) {
            return false;
        }
        FlowLine line = changed.get();
        try {
            if (forgetPair) {
                gateway.intervention().forgetPair(line.transport(), line.client(), line.server());
            }
            gateway.intervention().askAgain(line.transport(), line.client(), line.server());
        } catch (IOException refused) {
            throw new NotAnswering("the kernel does not take the change: " + refused.getMessage());
        }
        return true;
    }

    private <R> Optional<R> at(long flowId, BiFunction<Pipeline, ManagedFlow, R> action) throws NotAnswering {
        List<WorkerProxy> workers = standing.running().workers();
        long worker = PipelineSettings.workerOf(flowId);
        return worker >= workers.size() ? Optional.empty()
            : new FlowWalk(workers.get((int) worker), nanoClock).at(flowId, action);
    }

    /** What {@code view} makes of these flows, in their order; it runs on each flow's worker's thread. */
    static <T> List<T> onTheirWorkers(List<WorkerProxy> workers, List<ManagedFlow> flows,
                                      Function<ManagedFlow, T> view) throws NotAnswering {
        Map<Long, T> made = new HashMap<>();
        for (int k = 0; k < workers.size(); k++) {
            WorkerProxy worker = workers.get(k);
            long id = k;
            List<ManagedFlow> own = flows.stream().filter(flow -> PipelineSettings.workerOf(flow.id()) == id).toList();
            for (int from = 0; from < own.size(); from += AT_ONCE) {
                List<ManagedFlow> part = own.subList(from, Math.min(own.size(), from + AT_ONCE));
                Question.answer(() -> worker.ask(ignored -> {
                    part.forEach(flow -> made.put(flow.id(), view.apply(flow)));
                    return true;
                }));
            }
        }
        List<T> inOrder = new ArrayList<>();
        flows.forEach(flow -> inOrder.add(made.get(flow.id())));
        return inOrder;
    }

    private static Explanation explanation(Pipeline pipeline, ManagedFlow flow, long nowMillis) {
        Ruling ruling = flow.ruling();
        List<Step> steps = new ArrayList<>();
        if (ruling != null && isAboveRules(pipeline, flow)) {
            steps.add(new Step(ruling.decision().rule(), "yes", ruling.decision().reason()));
            return new Explanation(Lines.of(flow), Lines.decision(ruling), ruling.decision().rule(), steps);
        }
        Examination last = null;
        for (Examination each : pipeline.policy().examine(flow, flow.requestedName(), flow.said(), nowMillis)) {
            steps.add(new Step(each.rule(), each.match().name().toLowerCase(Locale.ROOT), each.reason()));
            last = each;
        }
        return new Explanation(Lines.of(flow), Lines.decision(last.ruling()), last.rule(), steps);
    }

    /** Decided by an operator, or by an exception policy under the present policy. */
    private static boolean isAboveRules(Pipeline pipeline, ManagedFlow flow) {
        return OperatorRuling.isOne(flow.ruling()) || flow.ruling().isException() && pipeline.isCurrent(flow);
    }

    private static final class Search {
        private final FlowQuery query;
        private final Predicate<ManagedFlow> text;
        private final Ranking best;
        private long matching;
        private long total;

        Search(FlowQuery query, long nowMillis) {
            this.query = query;
            this.text = FlowText.of(query.text());
            this.best = new Ranking(query.order(), query.descending(), query.limit(), nowMillis);
        }

        void look(ManagedFlow flow) {
            total++;
            if ((query.application().isEmpty() || query.application().equals(Lines.application(flow)))
                && text.test(flow)) {
                matching++;
                best.offer(flow);
            }
        }
    }
}
