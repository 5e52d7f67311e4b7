package gateway.core.internal.health;

import gateway.core.internal.operation.Observation;
import gateway.core.internal.operation.Observations;
import java.io.IOException;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;

/** Whether the gateway's rules stand in the kernel and are asked first, now and in the last minutes. */
final class KernelRulesCheck extends WhileRunning {
    /** Repairs count for so long. */
    static final int RECENT_SECONDS = 600;
    /** So many of them say that somebody takes the rules away again and again. */
    static final int MANY_REPAIRS = 3;

    private final Kernel kernel;

    /** Looks at the kernel's rules; forks commands. */
    interface Kernel {
        /** Whether the rules are as they were written. */
        boolean rulesInPlace() throws IOException;
    }

    KernelRulesCheck(Observations observations, Kernel kernel) {
        super(observations);
        this.kernel = kernel;
    }

    @Override
    Result check(Observation now) {
        try {
            if (!kernel.rulesInPlace()) {
                return new Result(Status.WARN, "the gateway's rules are gone from the kernel or not asked first: "
                    + "traffic passes unseen; they are put back within ten seconds");
            }
        } catch (IOException unreadable) {
            return new Result(Status.WARN, "the kernel's rules cannot be read: " + unreadable.getMessage());
        }
        long repairs = now.repairs() - before(RECENT_SECONDS, now).repairs();
        if (repairs >= MANY_REPAIRS) {
            return new Result(Status.WARN, "the rules are in place, but had to be put back " + repairs
                + " times in ten minutes: something removes them");
        }
        return new Result(Status.OK, "the rules are in place" + (now.repairs() == 0 ? "" : "; they were put back "
            + now.repairs() + (now.repairs() == 1 ? " time" : " times") + " since the start"));
    }
}
