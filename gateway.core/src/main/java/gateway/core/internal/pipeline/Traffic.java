package gateway.core.internal.pipeline;

import gateway.core.internal.policy.Rule;
import java.util.HashMap;
import java.util.Map;

/** Bytes by application, those that the kernel handled alone included. One worker thread; others get a copy. */
public final class Traffic {
    private final Map<String, long[]> bytes = new HashMap<>();

    /** Counts what a flow has carried since the last time. */
    void charge(ManagedFlow flow) {
        long more = flow.chargeBytes();
        if (more > 0) {
            String application = flow.application().isEmpty() ? Rule.UNIDENTIFIED : flow.application();
            bytes.computeIfAbsent(application, unseen -> new long[1])[0] += more;
        }
    }

    /** Adds these bytes to {@code sums}. */
    public void addTo(Map<String, Long> sums) {
        bytes.forEach((application, sum) -> sums.merge(application, sum[0], Long::sum));
    }
}
