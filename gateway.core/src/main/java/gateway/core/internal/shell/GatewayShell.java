package gateway.core.internal.shell;

import gateway.core.internal.operation.OperationServices;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Offers the commands of scope {@code gateway} for as long as core is there. */
public final class GatewayShell implements AutoCloseable {
    private final BundleContext context;
    private final Deque<ServiceRegistration<?>> registered = new ArrayDeque<>();

    /** Offers them. */
    public GatewayShell(BundleContext context, OperationServices operation) {
        this.context = context;
        offer(new FlowCommands(operation.flows()), "flows", "explain", "release", "refuse");
        offer(new CountCommands(operation.standing()), "stats", "blocked", "peers");
        offer(new ScanCommands(operation.transfers()), "scans");
        offer(new LocalityCommands(operation.standing()), "layouts", "contents", "localization");
        offer(new PlugInCommands(operation::plugIns), "parsers", "readmit");
    }

    private void offer(Object commands, String... names) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("osgi.command.scope", "gateway");
        properties.put("osgi.command.function", names);
        registered.push(context.registerService(Object.class, commands, properties));
    }

    /** Takes them away. */
    @Override
    public void close() {
        while (!registered.isEmpty()) {
            registered.pop().unregister();
        }
    }
}
