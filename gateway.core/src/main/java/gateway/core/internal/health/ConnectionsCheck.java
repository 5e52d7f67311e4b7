package gateway.core.internal.health;

import gateway.core.internal.operation.Observation;
import gateway.core.internal.operation.Observations;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;

/** Whether the kernel's connection table has room; where it has none, the kernel drops new connections. */
final class ConnectionsCheck extends WhileRunning {
    /** From here on it is time to do something, in percent. */
    static final int HIGH_PERCENT = 80;
    /** From here on it is nearly too late. */
    static final int FULL_PERCENT = 95;

    ConnectionsCheck(Observations observations) {
        super(observations);
    }

    @Override
    Result check(Observation now) {
        long entries = now.level().entries();
        long maximum = now.level().maximum();
        if (maximum == 0) {
            return new Result(Status.OK, entries + " connections; this kernel does not say how many fit");
        }
        long percent = entries * 100 / maximum;
        Status status = percent >= FULL_PERCENT ? Status.CRITICAL : percent >= HIGH_PERCENT ? Status.WARN : Status.OK;
        return new Result(status, "the kernel's connection table is full to " + percent + " % (" + entries + " of "
            + maximum + ")" + (status == Status.OK ? "" : "; net.netfilter.nf_conntrack_max can be raised"));
    }
}
