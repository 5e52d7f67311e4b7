package gateway.core.internal.command;

import gateway.core.internal.configuration.ConfigurationReader;
import gateway.core.internal.configuration.ConfigurationReader.Reading;
import gateway.core.internal.files.ConfigurationFolder;
import gateway.core.internal.files.ConfigurationWatch;
import gateway.core.internal.files.WriteBack;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What changes in {@code conf/} and in consoles while the gateway runs, and the log's word on it: each problem once,
 * and once more when it is gone. Control thread, but for {@link #onEvent}.
 */
final class ConfigurationChanges {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationChanges.class);

    private final ConfigurationReader reader;
    private final ConfigurationWatch watch;
    private final WriteBack writeBack;
    private final AtomicBoolean event = new AtomicBoolean();
    private Set<String> reported = new LinkedHashSet<>();

    /** @param clock milliseconds, never going back */
    ConfigurationChanges(ConfigurationReader reader, ConfigurationFolder folder, ConfigurationAdmin admin,
                         LongSupplier clock) throws IOException {
        this.reader = reader;
        watch = new ConfigurationWatch(folder, clock);
        writeBack = new WriteBack(folder, admin, watch, clock);
    }

    /** ConfigAdmin says that something changed; any thread. */
    void onEvent(ConfigurationEvent changed) {
        writeBack.onEvent(changed);
        event.set(true);
    }

    /** All configurations, if some changed and all have come to rest. */
    Optional<Reading> look() throws IOException {
        if (event.getAndSet(false)) {
            watch.onOtherChange();
        }
        writeBack.writeWhatSettled();
        if (!watch.hasComeToRest()) {
            return Optional.empty();
        }
        Reading reading = read();
        report(reading);
        return Optional.of(reading);
    }

    /** All configurations now. */
    Reading read() throws IOException {
        return reader.read();
    }

    /** Says in the log what is wrong that was not before, and what no longer is. */
    void report(Reading reading) {
        Set<String> now = new LinkedHashSet<>();
        report(reading.problems(), LOG::error, now);
        report(reading.setAside(), LOG::warn, now);
        report(reading.notes(), LOG::info, now);
        reported.stream().filter(line -> !now.contains(line)).forEach(line -> LOG.info("no longer: {}", line));
        reported = now;
    }

    private void report(List<String> lines, java.util.function.Consumer<String> log, Set<String> now) {
        lines.stream().filter(now::add).filter(line -> !reported.contains(line)).forEach(log);
    }
}
