package gateway.core.internal.command;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Which configurations somebody here reads: declared components, and services that ConfigAdmin calls. */
final class ConfigurationPids {
    private static final String RECEIVERS = "(|(objectClass=org.osgi.service.cm.ManagedService)"
        + "(objectClass=org.osgi.service.cm.ManagedServiceFactory))";

    private final BundleContext context;

    ConfigurationPids(BundleContext context) {
        this.context = context;
    }

    /** The PIDs, factories' included; empty if nobody can tell. */
    Optional<Set<String>> read() {
        ServiceReference<ServiceComponentRuntime> reference =
            context.getServiceReference(ServiceComponentRuntime.class);
        if (reference == null) {
            return Optional.empty();
        }
        Set<String> pids = new TreeSet<>();
        try {
            ServiceComponentRuntime components = context.getService(reference);
            components.getComponentDescriptionDTOs().forEach(one -> pids.addAll(Arrays.asList(one.configurationPid)));
            ServiceReference<?>[] receivers = context.getAllServiceReferences(null, RECEIVERS);
            for (ServiceReference<?> receiver : receivers == null ? new ServiceReference<?>[0] : receivers) {
                addTo(pids, receiver.getProperty(Constants.SERVICE_PID));
            }
            return Optional.of(pids);
        } catch (InvalidSyntaxException ourOwnFilter) {
            throw new IllegalStateException(ourOwnFilter);
        } finally {
            context.ungetService(reference);
        }
    }

    /** One, several in an array, or several in a collection: all are allowed. */
    private static void addTo(Set<String> pids, Object property) {
        if (property instanceof String one) {
            pids.add(one);
        } else if (property instanceof String[] several) {
            pids.addAll(Arrays.asList(several));
        } else if (property instanceof Collection<?> several) {
            several.forEach(one -> pids.add(String.valueOf(one)));
        }
    }
}
