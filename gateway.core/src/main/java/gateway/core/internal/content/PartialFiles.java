package gateway.core.internal.content;

import gateway.core.internal.sequence.ByteRanges;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Files that pass in parts, over several requests or connections, until all of one is here. Bounded: those of which
 * nothing came for the longest time go first. The keeper's thread.
 */
final class PartialFiles {
    private static final int MOST = 256;
    private static final long LIFETIME_NANOS = TimeUnit.MINUTES.toNanos(10);

    private static final class Partial {
        private final FileChannel file;
        private final ByteRanges there = new ByteRanges();
        private long touchedNanos;

        Partial(FileChannel file) {
            this.file = file;
        }
    }

    private final ContentFiles files;
    private final Map<FileIdentity, Partial> partials = new LinkedHashMap<>(16, 0.75f, true);

    PartialFiles(ContentFiles files) {
        this.files = files;
    }

    /**
     * Adds a part.
     *
     * @param first where in the file it begins
     * @return the file, if all of it is here now, which is the caller's to close; null if it is not
     */
    FileChannel add(FileIdentity identity, long first, KeptContent part, long nowNanos) {
        forget(nowNanos);
        long end = first + part.length();
        if (first < 0 || end > identity.size()) {
            return null;
        }
        try {
            Partial partial = partials.get(identity);
            if (partial == null) {
                partial = new Partial(files.open());
                partials.put(identity, partial);
            }
            partial.touchedNanos = nowNanos;
            FileChannel file = partial.file;
            part.pour((piece, at) -> files.write(file, piece, first + at));
            if (!partial.there.add(first, end)) {
                drop(identity);
                return null;
            }
            return partial.there.contains(0, identity.size()) ? partials.remove(identity).file : null;
        } catch (IOException noRoom) {
            files.failed(noRoom);
            drop(identity);
            return null;
        }
    }

    /** Lets go of what is old, and of the oldest where there are too many. */
    private void forget(long nowNanos) {
        Iterator<Partial> oldest = partials.values().iterator();
        while (oldest.hasNext()) {
            Partial partial = oldest.next();
            if (partials.size() < MOST && nowNanos - partial.touchedNanos < LIFETIME_NANOS) {
                return;
            }
            files.close(partial.file);
            oldest.remove();
        }
    }

    private void drop(FileIdentity identity) {
        Partial partial = partials.remove(identity);
        if (partial != null) {
            files.close(partial.file);
        }
    }

    /** Lets go of all. */
    void clear() {
        partials.values().forEach(partial -> files.close(partial.file));
        partials.clear();
    }
}
