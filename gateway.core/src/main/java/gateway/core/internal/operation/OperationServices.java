package gateway.core.internal.operation;

import gateway.api.operation.FlowDirectory;
import gateway.api.operation.LocalityDirectory;
import gateway.api.operation.PlugInDirectory;
import gateway.api.operation.RuleBook;
import gateway.api.operation.TrafficMeter;
import gateway.api.operation.TransferDirectory;
import gateway.core.internal.configuration.RuleTexts;
import gateway.core.internal.worker.SteadyClock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * The services of an operator, there for as long as core is, whether the gateway works or not. Made and closed on the
 * framework's threads.
 */
public final class OperationServices implements AutoCloseable {
    private final BundleContext context;
    private final Standing standing = new Standing(System::currentTimeMillis);
    private final LiveTraffic traffic = new LiveTraffic(standing, new SteadyClock());
    private final LiveFlows flows = new LiveFlows(standing, System::nanoTime);
    private final LiveTransfers transfers = new LiveTransfers(standing, running -> running.inspection().scans());
    private final LiveLocality locality = new LiveLocality(standing, traffic,
        running -> running.inspection().localizers());
    private final Deque<ServiceRegistration<?>> registered = new ArrayDeque<>();

    /** Offers everything. */
    public OperationServices(BundleContext context, RuleTexts rules) {
        this.context = context;
        registered.push(context.registerService(TrafficMeter.class, traffic, null));
        registered.push(context.registerService(FlowDirectory.class, flows, null));
        registered.push(context.registerService(TransferDirectory.class, transfers, null));
        registered.push(context.registerService(LocalityDirectory.class, locality, null));
        registered.push(context.registerService(RuleBook.class,
            new ConfiguredRules(rules, standing, System::nanoTime), null));
        traffic.start();
    }

    /** What is known of plug-ins, if anybody keeps it. */
    public Optional<PlugInDirectory> plugIns() {
        ServiceReference<PlugInDirectory> reference = context.getServiceReference(PlugInDirectory.class);
        return reference == null ? Optional.empty() : Optional.ofNullable(context.getService(reference));
    }

    /** What was seen of the gateway. */
    public Observations observations() {
        return traffic;
    }

    /** The flows. */
    public FlowDirectory flows() {
        return flows;
    }

    /** The files on their way that are to be scanned. */
    public TransferDirectory transfers() {
        return transfers;
    }

    /** Near and far peers. */
    public LocalityDirectory locality() {
        return locality;
    }

    /** Where the gateway stands, for the control thread to write. */
    public Standing standing() {
        return standing;
    }

    /** Takes everything away again, what came last first. */
    @Override
    public void close() {
        while (!registered.isEmpty()) {
            registered.pop().unregister();
        }
        traffic.close();
    }
}
