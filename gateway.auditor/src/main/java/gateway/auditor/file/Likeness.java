package gateway.auditor.file;

import gateway.api.content.FilePart;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which stored files others may turn out to be: the last one of each name and size. Bounded. One thread. */
final class Likeness {
    /** So many are remembered. */
    static final int MOST = 4096;

    private record Seeming(String name, long size) {
    }

    private final StoredFiles stored;
    private final ByteBuffer window = ByteBuffer.allocateDirect(DraftMemory.PIECE);
    private final Map<Seeming, String> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Seeming, String> eldest) {
            return size() > MOST;
        }
    };

    Likeness(StoredFiles stored) {
        this.stored = stored;
    }

    /** A file that was stored just now. */
    void add(FilePart part, String sha256) {
        known.put(seeming(part), sha256);
    }

    /** What a file seems to be that begins with this part; null for nothing that is known. */
    Counterpart of(FilePart part) {
        String sha256 = known.get(seeming(part));
        return sha256 == null ? null : stored.channel(sha256)
            .map(channel -> new Counterpart(sha256, channel, window)).orElse(null);
    }

    private static Seeming seeming(FilePart part) {
        return new Seeming(part.name(), part.size());
    }
}
