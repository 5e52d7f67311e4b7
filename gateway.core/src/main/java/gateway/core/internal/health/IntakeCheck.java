package gateway.core.internal.health;

import gateway.api.operation.GatewayStatus;
import gateway.core.internal.operation.Observation;
import gateway.core.internal.operation.Observations;
import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;

/** Whether packets are looked at: the gateway works, its queues are bound, and none of them loses packets. */
final class IntakeCheck implements HealthCheck {
    /** Packets that were dropped or passed unseen count for so long. */
    static final int RECENT_SECONDS = 60;
    /** Of the packets sent to the queues, this part may pass unseen, in a thousand: a start or a change costs a few. */
    static final int UNSEEN_PER_THOUSAND = 10;

    private final Observations observations;

    IntakeCheck(Observations observations) {
        this.observations = observations;
    }

    @Override
    public Result execute() {
        GatewayStatus status = observations.status();
        return switch (status.phase()) {
            case STARTING -> new Result(Status.TEMPORARILY_UNAVAILABLE, status.sentence());
            case FAILED, STOPPED -> new Result(Status.CRITICAL, status.sentence());
            case RUNNING -> {
                Optional<Observation> now = observations.newest();
                yield now.isEmpty() ? new Result(Status.OK, status.sentence()) : queues(now.get());
            }
        };
    }

    private Result queues(Observation now) {
        int expected = 2 * now.turns().size();
        if (now.queues().size() < expected) {
            return new Result(Status.CRITICAL, "only " + now.queues().size() + " of " + expected
                + " queues are bound");
        }
        Observation before = observations.before(RECENT_SECONDS).orElse(now);
        long dropped = now.dropped() - before.dropped();
        if (dropped > 0) {
            return new Result(Status.WARN, dropped + " packets were dropped in the last minute since queues were full");
        }
        long unseen = now.unseen() - before.unseen();
        long queued = now.rules().queued() - before.rules().queued();
        if (unseen * 1000 > queued * UNSEEN_PER_THOUSAND) {
            return new Result(Status.WARN, unseen + " of " + queued
                + " packets passed unseen in the last minute: the workers are too slow or were stopped");
        }
        return new Result(Status.OK, expected + " queues are bound, " + now.queued() + " packets wait");
    }
}
