package gateway.localizer;

import gateway.api.locality.LayoutLearner;
import gateway.localizer.layout.Learner;
import gateway.localizer.source.Watched;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
 * The learner of layouts as a service, with the thread that works on what workers leave, and that looks every second
 * at the files of layouts that the configuration {@code gateway.layouts} names.
 */
@Component(service = LayoutLearner.class, configurationPid = "gateway.layouts")
@Designate(ocd = LayoutConfig.class)
public final class LayoutService extends Learner {
    private static final Logger LOG = LoggerFactory.getLogger(LayoutService.class);
    private static final long IDLE_MILLIS = 50;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long END_MILLIS = 3000;
    private static final int MOST_BYTES = 1 << 20;

    private final Path work;
    private final Thread thread = new Thread(this::run, "layouts");
    private volatile List<Watched<String>> files = List.of();
    private volatile boolean closed;

    /** Called by the framework. */
    @Activate
    public LayoutService(BundleContext context, LayoutConfig config, Map<String, Object> properties) {
        super(LayoutSettings.defaults().terms());
        work = Path.of(Optional.ofNullable(context.getProperty(Localizer.WORK)).orElse("work"));
        configure(config, properties);
        thread.setDaemon(true);
        thread.start();
    }

    /** Called by the framework when {@code gateway.layouts} changes; what makes no sense changes nothing. */
    @Modified
    void configure(LayoutConfig config, Map<String, Object> properties) {
        try {
            LayoutSettings settings = LayoutSettings.of(config, properties, work);
            judgeBy(settings.terms());
            files = settings.files().stream()
                .map(path -> Watched.file(path, MOST_BYTES, this::take, LOG::warn)).toList();
        } catch (RuntimeException e) { // what the configuration holds may not even be a number
            LOG.warn("gateway.layouts: {}; what held before goes on to hold", e.getMessage());
        }
    }

    private String take(byte[] bytes) {
        String file = new String(bytes, StandardCharsets.UTF_8);
        adopt(file);
        return file;
    }

    private void run() {
        long looked = System.nanoTime() - LOOK_NANOS;
        while (!closed) {
            try {
                if (System.nanoTime() - looked >= LOOK_NANOS) {
                    looked = System.nanoTime();
                    files.forEach(file -> file.refresh(System.currentTimeMillis()));
                }
                if (study() == 0) {
                    Thread.sleep(IDLE_MILLIS);
                }
            } catch (InterruptedException ended) {
                return;
            } catch (RuntimeException unexpected) {
                LOG.warn("learning from what was received failed", unexpected);
            }
        }
    }

    /** Called by the framework: its thread is gone afterwards. */
    @Deactivate
    void close() throws InterruptedException {
        closed = true;
        thread.interrupt();
        thread.join(END_MILLIS);
    }
}
