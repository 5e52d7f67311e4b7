package gateway.core.internal.operation;

import gateway.api.operation.NotAnswering;
import gateway.core.internal.pipeline.ManagedFlow;
import gateway.core.internal.pipeline.Pipeline;
import gateway.core.internal.worker.WorkerProxy;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A walk through all flows of one worker, in slices: each is one command to the worker, which goes back to its packets
 * when {@value #SLICE_NANOS} ns are over. What visitors see and write is handed from thread to thread with the
 * commands; they need no lock.
 */
final class FlowWalk {
    /** How long a slice may take, but for the last step that began within this time. */
    static final long SLICE_NANOS = 200_000;
    /** How many buckets or places are a step, between two looks at the clock. */
    static final int STEP = 16;

    private final WorkerProxy worker;
    private final LongSupplier nanoClock;

    FlowWalk(WorkerProxy worker, LongSupplier nanoClock) {
        this.worker = worker;
        this.nanoClock = nanoClock;
    }

    /** Shows every flow that the worker knows, on its thread. */
    void live(Consumer<ManagedFlow> visitor) throws NotAnswering {
        walk((pipeline, from) -> pipeline.flows().forEach(from, STEP, visitor));
    }

    /** Shows the last flows that ended, on the worker's thread. */
    void ended(Consumer<ManagedFlow> visitor) throws NotAnswering {
        walk((pipeline, from) -> pipeline.endedFlows().forEach(from, STEP, visitor));
    }

    /** Does something to the flow of this id, on the worker's thread; empty where there is none. */
    <R> Optional<R> at(long id, BiFunction<Pipeline, ManagedFlow, R> action) throws NotAnswering {
        Sought<R> sought = new Sought<>();
        walk((pipeline, from) -> {
            int next = pipeline.flows().forEach(from, STEP, flow -> sought.look(flow, id));
            if (sought.flow == null) {
                return next;
            }
            sought.result = action.apply(pipeline, sought.flow);
            return -1;
        });
        return Optional.ofNullable(sought.result);
    }

    private void walk(Step step) throws NotAnswering {
        int next = 0;
        while (next >= 0) {
            int from = next;
            next = Question.answer(() -> worker.ask(pipeline -> slice(pipeline, from, step)));
        }
    }

    private int slice(Pipeline pipeline, int from, Step step) {
        long began = nanoClock.getAsLong();
        int next = from;
        do {
            next = step.take(pipeline, next);
        } while (next >= 0 && nanoClock.getAsLong() - began < SLICE_NANOS);
        return next;
    }

    private interface Step {
        /** Takes one step; returns where to go on, -1 at the end. */
        int take(Pipeline pipeline, int from);
    }

    private static final class Sought<R> {
        private ManagedFlow flow;
        private R result;

        void look(ManagedFlow candidate, long id) {
            if (candidate.id() == id) {
                flow = candidate;
            }
        }
    }
}
