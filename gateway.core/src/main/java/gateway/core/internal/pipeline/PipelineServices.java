package gateway.core.internal.pipeline;

import gateway.core.internal.fence.BundleCode;
import gateway.core.internal.flow.FlowTable;
import gateway.core.internal.hold.Settlement;
import gateway.core.internal.locality.AnnouncedAddresses;
import gateway.core.internal.redirect.Redirections;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What a pipeline works with. All of it is called on the worker thread.
 *
 * @param clock milliseconds since 1970, of the packet source, never going back: flows age by it
 * @param timeOfDay milliseconds since 1970, as the clock on the wall has it now: rules' times of the week go by it
 * @param placement which end of a flow is inside
 * @param announced the address list
 * @param enforcement what the kernel does beside verdicts
 * @param settlement gives held packets their verdicts
 * @param tap whether copies of what the kernel forwards alone come to the pipeline
 * @param scans has files scanned; null where nobody does
 * @param redirections leads clients to near peers; null where nobody does
 * @param observer hears what becomes of flows
 * @param onBundleError hears what bundles throw
 */
public record PipelineServices(LongSupplier clock, LongSupplier timeOfDay, FlowTable.Placement placement,
                               AnnouncedAddresses announced, Enforcement enforcement, Settlement settlement,
                               BooleanSupplier tap, ScanServices scans, Redirections redirections,
                               FlowObserver observer, BiConsumer<BundleCode, Throwable> onBundleError) {
    /** Of a source with one clock for both, where nobody scans. */
    public PipelineServices(LongSupplier clock, FlowTable.Placement placement, AnnouncedAddresses announced,
                            Enforcement enforcement, Settlement settlement, FlowObserver observer,
                            BiConsumer<BundleCode, Throwable> onBundleError) {
        this(clock, clock, placement, announced, enforcement, settlement, () -> false, null, null, observer,
            onBundleError);
    }

    /** Of captures, whose packets are over: nothing waits. */
    public PipelineServices(LongSupplier clock, FlowTable.Placement placement, AnnouncedAddresses announced,
                            Enforcement enforcement, FlowObserver observer,
                            BiConsumer<BundleCode, Throwable> onBundleError) {
        this(clock, placement, announced, enforcement, Settlement.NONE, observer, onBundleError);
    }
}
