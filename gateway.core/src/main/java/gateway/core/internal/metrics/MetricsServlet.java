package gateway.core.internal.metrics;

import gateway.api.packet.IpAddress;
import gateway.core.internal.configuration.MetricsSettings;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /metrics}, for those whom {@code gateway.metrics.cfg} admits. The web server's threads. */
public final class MetricsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient GatewayMetrics metrics;
    private final transient Supplier<MetricsSettings> settings;
    private final transient PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    /** Shows {@code metrics}. */
    public MetricsServlet(GatewayMetrics metrics, Supplier<MetricsSettings> settings) {
        this.metrics = metrics;
        this.settings = settings;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        MetricsSettings now = settings.get();
        if (!now.enabled()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (!admits(now, request.getRemoteAddr())) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            writer.write(text, metrics.now());
            response.setContentType(PrometheusTextFormatWriter.CONTENT_TYPE);
            response.setHeader("Cache-Control", "no-store");
            response.setContentLength(text.size());
            text.writeTo(response.getOutputStream());
        }
    }

    /** A link-local address may come with its interface, and an IPv6 address in brackets. */
    private static boolean admits(MetricsSettings settings, String address) {
        String plain = address.replaceAll("[\\[\\]]|%.*", "");
        Optional<IpAddress> parsed = IpAddress.parse(plain);
        return parsed.isPresent() && settings.networks().contains(parsed.get().high(), parsed.get().low());
    }
}
