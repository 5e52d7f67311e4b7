package gateway.core.internal.operation;

import gateway.api.operation.NotAnswering;
import java.util.concurrent.TimeoutException;

/** A question to workers, whose not being answered is told as the services of the API do. */
interface Question<T> {
    /** Asks. */
    T ask() throws TimeoutException, InterruptedException;

    /**
     * The answer.
     *
     * @throws NotAnswering where a worker does not answer in time
     */
    static <T> T answer(Question<T> question) throws NotAnswering {
        try {
            return question.ask();
        } catch (TimeoutException late) {
            throw new NotAnswering("a worker does not answer");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NotAnswering("the question was interrupted");
        }
    }
}
