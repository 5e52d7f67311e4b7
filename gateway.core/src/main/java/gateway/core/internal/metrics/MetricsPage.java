package gateway.core.internal.metrics;

import gateway.core.internal.configuration.MetricsSettings;
import gateway.core.internal.operation.OperationServices;
import jakarta.servlet.Servlet;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/** Offers {@code /metrics} to the web server, if there is one. */
public final class MetricsPage implements AutoCloseable {
    private static final String PATH = "/metrics";

    private final ServiceRegistration<Servlet> servlet;
    private volatile MetricsSettings settings = MetricsSettings.DEFAULT;

    /** Offers it. */
    public MetricsPage(BundleContext context, OperationServices operation) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME, "gateway.metrics");
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN, PATH);
        GatewayMetrics metrics = new GatewayMetrics(operation.observations(), operation::plugIns);
        servlet = context.registerService(Servlet.class, new MetricsServlet(metrics, () -> settings), properties);
    }

    /** Who may ask, from now on. */
    public void admit(MetricsSettings changed) {
        settings = changed;
    }

    /** Takes it away. */
    @Override
    public void close() {
        servlet.unregister();
    }
}
