package gateway.auditor;

import gateway.api.content.AuditRecord;
import gateway.api.content.Auditor;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The auditor that writes files. Where to, the configuration {@code gateway.records} says, unless the framework
 * property {@value #FILE} does: it names the one file to write (what {@code replay --events} needs) or is empty
 * where no records are wanted.
 */
@Component(configurationPid = "gateway.records")
@Designate(ocd = RecordsConfig.class)
public final class FileAuditor implements Auditor {
    static final String FILE = "gateway.records.file";
    static final String WORK = "gateway.work";

    private static final Logger LOG = LoggerFactory.getLogger(FileAuditor.class);

    private final Optional<String> ordered;
    private final Path work;
    /** Null while no records are wanted. */
    private volatile RecordKeeper keeper;

    /** Called by the framework. */
    @Activate
    public FileAuditor(BundleContext context, RecordsConfig config) {
        ordered = Optional.ofNullable(context.getProperty(FILE));
        work = Path.of(Optional.ofNullable(context.getProperty(WORK)).orElse("work"));
        configure(config);
    }

    @Override
    public synchronized void onRecord(AuditRecord record) {
        if (keeper != null) {
            keeper.keep(record);
        }
    }

    @Override
    public synchronized void onIdle() {
        if (keeper != null) {
            keeper.flush();
        }
    }

    @Override
    public String problem() {
        RecordKeeper now = keeper;
        return now == null ? "" : now.problem();
    }

    /** Called by the framework when {@code gateway.records} changes: no record falls between two configurations. */
    @Modified
    synchronized void configure(RecordsConfig config) {
        if (ordered.isPresent()) {
            if (keeper == null && !ordered.get().isEmpty()) {
                keeper = keeper(Placement.only(Path.of(ordered.get())));
            }
            return;
        }
        try {
            moveTo(Placement.of(config, work));
        } catch (RuntimeException e) { // what the configuration holds may not even be a number
            if (keeper == null) {
                moveTo(Placement.standard(work));
            }
            LOG.warn("gateway.records: {}; records go to {}", e.getMessage(), keeper.placement().file());
        }
    }

    /** Called by the framework: nothing is called afterwards. */
    @Deactivate
    synchronized void close() {
        if (keeper != null) {
            keeper.close();
            keeper = null;
        }
    }

    private void moveTo(Placement placement) {
        if (keeper != null && keeper.placement().equals(placement)) {
            return;
        }
        close();
        keeper = keeper(placement);
    }

    private static RecordKeeper keeper(Placement placement) {
        return new RecordKeeper(placement, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), LOG::warn);
    }
}
