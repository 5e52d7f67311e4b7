package gateway.auditor;

import gateway.api.content.AuditRecord;
import gateway.api.content.Auditor;
import gateway.api.content.FileInterest;
import gateway.api.content.FilePart;
import gateway.api.operation.NotAnswering;
import gateway.api.operation.RecordArchive;
import gateway.api.operation.RecordLook;
import gateway.api.operation.RecordPage;
import gateway.api.operation.RecordQuery;
import gateway.api.operation.StoredFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The auditor: keeps records as lines and in a database, and files. Where and what, the configuration {@code
 * gateway.auditor} says, unless the framework property {@value #FILE} does: it names the one file of lines to write
 * (what {@code replay --events} needs) or is empty where no records are wanted.
 */
@Component(service = {Auditor.class, RecordArchive.class}, configurationPid = "gateway.auditor")
@Designate(ocd = AuditorConfig.class)
public final class ContentAuditor implements Auditor, RecordArchive {
    static final String FILE = "gateway.records.file";
    static final String WORK = "gateway.work";

    private static final Logger LOG = LoggerFactory.getLogger(ContentAuditor.class);

    private final Optional<String> ordered;
    private final Path work;
    /** Null while no records are wanted. */
    private volatile Keeping keeping;

    /** Called by the framework. */
    @Activate
    public ContentAuditor(BundleContext context, AuditorConfig config) {
        ordered = Optional.ofNullable(context.getProperty(FILE));
        work = Path.of(Optional.ofNullable(context.getProperty(WORK)).orElse("work"));
        configure(config);
    }

    @Override
    public synchronized void onRecord(AuditRecord record) {
        if (keeping != null) {
            keeping.keep(record);
        }
    }

    @Override
    public synchronized void onIdle() {
        if (keeping != null) {
            keeping.onIdle();
        }
    }

    @Override
    public String problem() {
        Keeping now = keeping;
        return now == null ? "" : now.problem();
    }

    @Override
    public FileInterest files() {
        Keeping now = keeping;
        return now == null ? FileInterest.NONE : now.settings().files();
    }

    @Override
    public synchronized void onFileBegan(FilePart part) {
        if (keeping != null) {
            keeping.fileBegan(part);
        }
    }

    @Override
    public synchronized void onFileBytes(long part, long fileOffset, ByteBuffer bytes) {
        if (keeping != null) {
            keeping.fileBytes(part, fileOffset, bytes);
        }
    }

    @Override
    public synchronized void onFileEnded(long part, boolean whole, String why) {
        if (keeping != null) {
            keeping.fileEnded(part, whole, why);
        }
    }

    @Override
    public RecordPage find(RecordQuery query, String user) throws NotAnswering {
        return archive().find(query, user);
    }

    @Override
    public RecordPage conversation(long message, long before, int limit, String user) throws NotAnswering {
        return archive().conversation(message, before, limit, user);
    }

    @Override
    public Optional<StoredFile> file(String sha256, String user) throws NotAnswering {
        return archive().file(sha256, user);
    }

    @Override
    public List<RecordLook> looks(int limit) throws NotAnswering {
        return archive().looks(limit);
    }

    private RecordArchive archive() throws NotAnswering {
        Keeping now = keeping;
        return Optional.ofNullable(now).flatMap(Keeping::search).orElseThrow(() ->
            new NotAnswering("There is no database of records: databaseDays is 0 in gateway.auditor.cfg."));
    }

    /** Called by the framework when {@code gateway.auditor} changes: no record falls between two configurations. */
    @Modified
    synchronized void configure(AuditorConfig config) {
        if (ordered.isPresent()) {
            if (keeping == null && !ordered.get().isEmpty()) {
                moveTo(Settings.only(Path.of(ordered.get())));
            }
            return;
        }
        try {
            moveTo(Settings.of(config, work));
        } catch (RuntimeException e) { // what the configuration holds may not even be a number
            if (keeping == null) {
                moveTo(Settings.careful(work));
            }
            LOG.warn("gateway.auditor: {}; records go to {}", e.getMessage(), keeping.settings().directory());
        }
    }

    /** Called by the framework: nothing is called afterwards. What was recorded is on the disk when it returns. */
    @Deactivate
    synchronized void close() {
        if (keeping != null) {
            keeping.close();
            keeping = null;
        }
    }

    private void moveTo(Settings settings) {
        if (keeping != null && keeping.settings().equals(settings)) {
            return;
        }
        close();
        keeping = new Keeping(settings, LOG::warn);
    }
}
