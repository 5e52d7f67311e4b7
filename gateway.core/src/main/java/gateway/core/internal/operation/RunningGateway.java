package gateway.core.internal.operation;

import gateway.core.internal.appliance.Appliance;
import gateway.core.internal.appliance.Inspection;
import gateway.core.internal.appliance.Intervention;
import gateway.core.internal.policy.Policy;
import gateway.core.internal.worker.WorkerProxy;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One intake while it runs.
 *
 * @param crew the ways to the workers, of which one may be replaced any time; the n-th has the flows whose id has n
 *     above its low 48 bits
 * @param clock milliseconds since 1970, the workers', for the age of flows
 * @param timeOfDay milliseconds since 1970, for rules
 * @param policies the policy in force
 * @param inspection what can be seen of it
 * @param intervention what can be changed of it
 */
public record RunningGateway(Supplier<List<WorkerProxy>> crew, LongSupplier clock, LongSupplier timeOfDay,
                             Supplier<Policy> policies, Inspection inspection, Intervention intervention) {
    /** Of a running appliance. */
    public static RunningGateway of(Appliance appliance) {
        Inspection inspection = appliance.inspection();
        return new RunningGateway(inspection::workers, inspection::nowMillis, System::currentTimeMillis,
            inspection::policy, inspection, appliance.intervention());
    }

    /** The ways to the workers that work now. */
    public List<WorkerProxy> workers() {
        return crew.get();
    }

    /** The policy in force. */
    public Policy policy() {
        return policies.get();
    }
}
