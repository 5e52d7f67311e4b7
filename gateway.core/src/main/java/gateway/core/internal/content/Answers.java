package gateway.core.internal.content;

import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;

/** What a worker has asked others and was told. Any thread tells; the worker listens between packets. */
public final class Answers {
    private static final int CHUNK = 64;

    private final MessagePassingQueue<Runnable> told = new MpscUnboundedAtomicArrayQueue<>(CHUNK);
    private final Runnable wakeUp;

    /** @param wakeUp makes the worker listen soon; any thread */
    public Answers(Runnable wakeUp) {
        this.wakeUp = wakeUp;
    }

    /** An answer: what it means is done on the worker's thread. There is one for each question, so never too many. */
    public void tell(Runnable meaning) {
        told.offer(meaning);
        wakeUp.run();
    }

    /** Takes in what was told; the worker. */
    public void hear() {
        for (Runnable meaning = told.poll(); meaning != null; meaning = told.poll()) {
            meaning.run();
        }
    }
}
