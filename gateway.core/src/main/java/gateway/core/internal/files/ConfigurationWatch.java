package gateway.core.internal.files;

import gateway.core.internal.files.ConfigurationFolder.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Sees when files of {@code conf/} change and when they have come to rest. Files that change while others have not
 * rested yet belong to the same change: all of it takes effect together. While a file {@value #CHANGING} lies in the
 * folder, nothing counts as at rest, for half a minute at most: so whoever needs longer than {@link #REST_MILLIS}
 * between two files can hold them together. One thread.
 */
public final class ConfigurationWatch {
    /** How often {@link #hasComeToRest} wants to be called. */
    public static final int LOOK_MILLIS = 250;
    /** How long nothing has to change: two looks. Whoever writes a file in pieces does it faster. */
    static final int REST_MILLIS = 2 * LOOK_MILLIS;
    /** The name of the file that holds changes together. */
    public static final String CHANGING = ".changing";
    /** A marker that somebody forgot must not stop changes for ever. */
    static final int LONGEST_CHANGE_MILLIS = 30_000;

    private final ConfigurationFolder folder;
    private final Path marker;
    private final LongSupplier clock;
    private Map<String, Stamp> last;
    private long changedAt;
    private long markedAt;
    private boolean marked;
    private boolean pending;

    /**
     * Watches from how the folder looks now.
     *
     * @param clock milliseconds, never going back
     */
    public ConfigurationWatch(ConfigurationFolder folder, LongSupplier clock) throws IOException {
        this.folder = folder;
        this.clock = clock;
        marker = folder.directory().resolve(CHANGING);
        last = folder.stamps();
        // It may have changed just before: what changes without a change of its stamp is seen after the first rest.
        changedAt = clock.getAsLong();
        pending = true;
    }

    /** Something changed that is not in the folder: it is taken in with what changes there now. */
    public void onOtherChange() {
        changedAt = clock.getAsLong();
        pending = true;
    }

    /** Whether something changed since this was true, and has come to rest. */
    public boolean hasComeToRest() throws IOException {
        Map<String, Stamp> now = folder.stamps();
        if (!now.equals(last)) {
            last = now;
            onOtherChange();
        }
        if (!pending || clock.getAsLong() - changedAt < REST_MILLIS || isHeldTogether()) {
            return false;
        }
        pending = false;
        return true;
    }

    /** For how long no file has changed, in milliseconds. */
    long restingMillis() {
        return clock.getAsLong() - changedAt;
    }

    private boolean isHeldTogether() {
        if (!Files.exists(marker)) {
            marked = false;
            return false;
        }
        if (!marked) {
            marked = true;
            markedAt = clock.getAsLong();
        }
        return clock.getAsLong() - markedAt < LONGEST_CHANGE_MILLIS;
    }
}
