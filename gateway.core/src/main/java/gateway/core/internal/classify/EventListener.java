package gateway.core.internal.classify;

import gateway.api.protocol.DissectionEvent;

/**
 * Hears what dissectors found, on the worker thread.
 *
 * @param <F> the flows
 */
public interface EventListener<F extends ClassifiedFlow> {
    /**
     * Something was found.
     *
     * @param application whose dissector found it
     */
    void onEvent(F flow, String application, DissectionEvent event);
}
