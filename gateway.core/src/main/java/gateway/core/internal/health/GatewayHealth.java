package gateway.core.internal.health;

import gateway.core.internal.appliance.Inspection;
import gateway.core.internal.operation.Observations;
import gateway.core.internal.operation.OperationServices;
import gateway.core.internal.operation.RunningGateway;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Offers the health checks for as long as core is there; all have the tag {@code gateway} and one of their own. */
public final class GatewayHealth implements AutoCloseable {
    private static final String TAG = "gateway";

    private final BundleContext context;
    private final Deque<ServiceRegistration<?>> registered = new ArrayDeque<>();

    /** Offers them. */
    public GatewayHealth(BundleContext context, OperationServices operation) {
        this.context = context;
        Observations seen = operation.observations();
        offer("Gateway intake", "intake", new IntakeCheck(seen));
        offer("Gateway workers", "workers", new WorkersCheck(seen,
            () -> inspection(operation).map(Inspection::turns)));
        offer("Gateway rules in the kernel", "rules", new KernelRulesCheck(seen, () -> {
            Optional<Inspection> now = inspection(operation);
            return now.isEmpty() || now.get().rulesInPlace();
        }));
        offer("Gateway connection table", "connections", new ConnectionsCheck(seen));
        offer("Gateway records", "records", new RecordsCheck(seen,
            () -> inspection(operation).map(Inspection::recordProblems).orElse(List.of()),
            () -> inspection(operation).map(Inspection::rulesWithoutAuditor).orElse(List.of())));
        offer("Gateway scanner", "scanner", new ScannerCheck(seen));
        offer("Gateway localizer", "localizer", new LocalizerCheck(seen));
        offer("Gateway bundles", "bundles", new BundlesCheck(operation::plugIns));
        offer("Gateway configuration", "configuration", new ConfigurationCheck(seen));
    }

    private static Optional<Inspection> inspection(OperationServices operation) {
        return operation.standing().ifRunning().map(RunningGateway::inspection);
    }

    private void offer(String name, String tag, HealthCheck check) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(HealthCheck.NAME, name);
        properties.put(HealthCheck.TAGS, new String[] {TAG, tag});
        registered.push(context.registerService(HealthCheck.class, check, properties));
    }

    /** Takes them away. */
    @Override
    public void close() {
        while (!registered.isEmpty()) {
            registered.pop().unregister();
        }
    }
}
