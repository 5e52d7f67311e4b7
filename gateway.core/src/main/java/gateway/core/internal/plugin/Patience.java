package gateway.core.internal.plugin;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls what may run a bundle's code on a thread of its own and waits for it only so long: an activator may do
 * anything, and what does not return is left behind.
 */
final class Patience {
    static final long SECONDS = 5;

    /** A call of which each failure is of interest. */
    interface Step {
        /** Does it. */
        void run() throws Exception;
    }

    private Patience() {
    }

    /**
     * Runs a step.
     *
     * @throws ExecutionException with what it threw
     * @throws TimeoutException if it had not returned in time; it may still be running
     */
    static void run(String name, Step step) throws ExecutionException, TimeoutException {
        call(name, SECONDS, () -> {
            step.run();
            return null;
        });
    }

    /**
     * The same with an answer. The thread is interrupted when time is over.
     *
     * @throws ExecutionException with what it threw; with an InterruptedException where the caller has to stop
     */
    static <T> T call(String name, long seconds, Callable<T> call) throws ExecutionException, TimeoutException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(call.call());
            } catch (Throwable thrown) {
                answer.completeExceptionally(thrown);
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
        try {
            return answer.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            thread.interrupt();
            throw late;
        } catch (InterruptedException stopping) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new ExecutionException("the gateway is stopping", stopping);
        }
    }
}
