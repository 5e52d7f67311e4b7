package gateway.core.internal.appliance;

import gateway.core.internal.fence.BundleCode;
import gateway.core.internal.policy.ExceptionCase;
import gateway.core.internal.source.RawPacket.Verdict;
import gateway.core.internal.watchdog.Judge;
import gateway.core.internal.watchdog.Quarantine;
import gateway.core.internal.worker.Worker;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done about a worker that is stuck: its traffic gets out of the way, another worker takes its place, and the
 * bundle that it is stuck in is put out. The watchdog's thread.
 */
final class StallRecovery implements Judge {
    private static final Logger LOG = LoggerFactory.getLogger(StallRecovery.class);
    /** Each thread that is stuck for good keeps a core busy and its flows in memory: where so many are, we give up. */
    private static final int MOST_STUCK = 8;

    private final Appliance appliance;
    private final Crew crew;
    private final Quarantine quarantine;

    StallRecovery(Appliance appliance, Crew crew, Quarantine quarantine) {
        this.appliance = appliance;
        this.crew = crew;
        this.quarantine = quarantine;
    }

    /** The order matters: rules, then what waits, then the worker, then the rules again; the registry last. */
    @Override
    public void onStalls(List<Stall> stalls) {
        boolean blocks = appliance.policy().exceptions().blocks(ExceptionCase.WORKER_STALLED);
        boolean enough = crew.stuck() + stalls.size() > MOST_STUCK;
        stepAside(blocks);
        boolean replaced = true;
        for (Stall stall : stalls) {
            replaced &= !enough && replace(stall, blocks ? Verdict.DROP : Verdict.ACCEPT);
        }
        if (replaced) {
            goOn();
        } else {
            LOG.error("workers are stuck and cannot be replaced{}: {} until the gateway is restarted",
                enough ? ", " + MOST_STUCK + " threads are stuck already" : "",
                blocks ? "undecided traffic is blocked" : "traffic passes unseen");
        }
        stalls.forEach(this::putOut);
    }

    @Override
    public void onSlow(BundleCode bundle, String reason) {
        quarantine.take(bundle, reason);
    }

    private void stepAside(boolean blocks) {
        try {
            if (blocks) {
                appliance.barRules();
            } else {
                appliance.suspendRules();
            }
        } catch (IOException failed) {
            LOG.error("the rules could not be taken out of the way: {}", failed.getMessage());
        }
    }

    private boolean replace(Stall stall, Verdict verdict) {
        try {
            Worker next = crew.replace(stall, verdict);
            if (next != null) {
                appliance.brief(next.proxy(), stall.culprit());
                LOG.error("a worker was stuck in {} for {} ms and was replaced; flows that it knew are picked up anew",
                    where(stall), stall.millis());
            }
            return true;
        } catch (IOException | RuntimeException failed) {
            LOG.error("a worker that is stuck in {} cannot be replaced: {}", where(stall), failed.getMessage());
            return false;
        }
    }

    private void goOn() {
        try {
            appliance.putRules();
        } catch (IOException failed) {
            LOG.error("the rules could not be put back: {}", failed.getMessage());
        }
    }

    private void putOut(Stall stall) {
        if (stall.culprit() != null) {
            quarantine.take(stall.culprit(), "a worker was stuck in it for " + stall.millis() + " ms");
        }
    }

    private static String where(Stall stall) {
        return stall.culprit() == null ? "the gateway itself" : stall.culprit().title();
    }
}
