package gateway.core.internal.worker;

import gateway.core.internal.pipeline.Pipeline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/** The one way to a worker's state from any other thread: a command that the worker carries out between packets. */
public final class WorkerProxy {
    private static final long DEADLINE_MILLIS = 2000;

    private final Worker worker;

    WorkerProxy(Worker worker) {
        this.worker = worker;
    }

    /** Has the worker do something; false where its inbox is full, which a worker that turns empties in no time. */
    public boolean tell(Consumer<Pipeline> command) {
        return worker.offer(command);
    }

    /** Whether the worker was given up and will do nothing any more. */
    public boolean abandoned() {
        return worker.abandoned();
    }

    /**
     * Asks the worker something and waits for the answer, at most two seconds.
     *
     * @throws TimeoutException where the worker does not answer
     */
    public <T> T ask(Function<Pipeline, T> question) throws TimeoutException, InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean taken = tell(pipeline -> {
            try {
                answer.complete(question.apply(pipeline));
            } catch (RuntimeException | Error thrown) {
                answer.completeExceptionally(thrown);
            }
        });
        if (!taken) {
            throw new TimeoutException("the worker's inbox is full");
        }
        try {
            return answer.get(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException thrown) {
            throw new IllegalStateException(thrown.getCause());
        }
    }
}
