package gateway.core.internal.appliance;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Things to undo, newest first; one that fails does not keep the others from being done. */
final class Steps implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

    private final Deque<AutoCloseable> steps = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T step) {
        steps.push(step);
        return step;
    }

    @Override
    public void close() {
        while (!steps.isEmpty()) {
            try {
                steps.pop().close();
            } catch (Exception failed) {
                LOG.warn("while stopping: {}", failed.getMessage());
            }
        }
    }
}
