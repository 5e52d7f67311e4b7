package gateway.scanner;

import gateway.api.content.ContentScanner;
import gateway.api.content.Scan;
import gateway.api.content.ScanContent;
import gateway.api.content.ScanMethod;
import gateway.api.content.ScanTerms;
import gateway.api.content.ScanVerdict;
import gateway.api.content.ScannerStatus;
import gateway.scanner.pool.Tally;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scanner: has clamd scan what core hands over, as the configuration {@code gateway.scanner} says. */
@Component(service = ContentScanner.class, configurationPid = "gateway.scanner")
@Designate(ocd = ScannerConfig.class)
public final class ClamScanner implements ContentScanner {
    static final String WORK = "gateway.work";

    private static final Logger LOG = LoggerFactory.getLogger(ClamScanner.class);

    private final Path work;
    private final Tally tally = new Tally();
    private volatile Scanning scanning;
    private volatile boolean wanted;

    /** Called by the framework. */
    @Activate
    public ClamScanner(BundleContext context, ScannerConfig config) {
        work = Path.of(Optional.ofNullable(context.getProperty(WORK)).orElse("work"));
        configure(config);
    }

    @Override
    public Scan scan(ScanContent content, ScanMethod method, Consumer<ScanVerdict> verdict) {
        return scanning.pool().scan(content, method, verdict);
    }

    @Override
    public ScanTerms terms() {
        return scanning.terms();
    }

    @Override
    public void wanted(boolean scans) {
        wanted = scans;
        scanning.wanted(scans);
    }

    @Override
    public ScannerStatus status() {
        return scanning.status();
    }

    /**
     * Called by the framework when {@code gateway.scanner} changes. Scans that were asked for are settled; those that
     * come meanwhile are made under the one or the other configuration.
     */
    @Modified
    void configure(ScannerConfig config) {
        Settings settings = settings(config);
        Scanning before = scanning;
        if (before != null && before.settings().equals(settings)) {
            return;
        }
        Scanning next = new Scanning(settings, work, tally);
        next.wanted(wanted);
        scanning = next;
        next.wanted(wanted);
        if (before != null) {
            before.close();
        }
    }

    /** The last ones that made sense, or a configuration's defaults where there are none. */
    private Settings settings(ScannerConfig config) {
        try {
            return Settings.of(config);
        } catch (RuntimeException e) { // what the configuration holds may not even be a number
            Scanning before = scanning;
            LOG.warn("gateway.scanner: {}; {}", e.getMessage(),
                before == null ? "the defaults hold" : "the settings from before hold");
            return before == null ? Settings.defaults() : before.settings();
        }
    }

    /** Called by the framework: every scan is settled, and nothing of ours runs when it returns. */
    @Deactivate
    void close() {
        scanning.close();
    }
}
