package gateway.auditor.file;

import gateway.api.content.FilePart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Puts files together from their parts, and stores what is whole. Where a bound is met or the disk is full, the file is
 * given up, and its outcome says why. One thread.
 */
public final class FileStore implements AutoCloseable {
    /** Files that are put together at once. */
    static final int MOST = 2048;
    /** So long a file waits for further parts. */
    static final long PATIENCE_MILLIS = 600_000;
    private static final long RETRY_MILLIS = 1000;
    private static final int PROBE_BYTES = 64 * 1024;

    private final Path assembling;
    private final StoredFiles stored;
    private final LongSupplier clock;
    private final Consumer<Outcome> outcomes;
    private final DraftMemory memory;
    private final Likeness likeness;
    private final Map<Long, Assembly> byPart = new HashMap<>();
    private final Map<Content, Assembly> byContent = new LinkedHashMap<>();
    private long quota;
    private long assembled;
    private long number;
    private boolean ready;
    private long retryAtMillis;
    private volatile String problem = "";

    /**
     * A store in a directory, which is looked through with the first file.
     *
     * @param quota bytes that stored and assembled files may take together
     * @param memory bytes of files that are kept in memory until they are whole
     * @param clock milliseconds since 1970
     * @param outcomes hears what becomes of each part
     */
    public FileStore(Path directory, long quota, long memory, StoredFiles stored, LongSupplier clock,
                     Consumer<Outcome> outcomes) {
        this.assembling = directory.resolve("assembling");
        this.quota = quota;
        this.memory = new DraftMemory(memory);
        this.stored = stored;
        this.likeness = new Likeness(stored);
        this.clock = clock;
        this.outcomes = outcomes;
    }

    /** What keeps it from storing files; empty if nothing does. Any thread. */
    public String problem() {
        return problem;
    }

    /** Another quota from now on. */
    public void use(long otherQuota) {
        quota = otherQuota;
    }

    /** A part of a file begins. */
    public void began(FilePart part) {
        String why = obstacle(part);
        if (!why.isEmpty()) {
            outcomes.accept(new Outcome(part, "", 0, why));
            return;
        }
        Content content = Content.isWhole(part) ? null : Content.of(part);
        Assembly assembly = content == null ? fresh(part, null)
            : byContent.computeIfAbsent(content, first -> fresh(part, first));
        assembly.join(part, clock.getAsLong());
        byPart.put(part.id(), assembly);
    }

    /** The next bytes of a part. */
    public void bytes(long part, long offset, ByteBuffer bytes) {
        Assembly assembly = byPart.get(part);
        if (assembly == null || assembly.settled()) {
            return;
        }
        if (!room(assembly.wants(offset, bytes.remaining()))) {
            giveUp(assembly, "there is no room for it: all of filesMegabytes is used by files that are coming in");
            return;
        }
        long before = assembly.bytes();
        try {
            assembly.write(offset, bytes, clock.getAsLong());
            problem = "";
        } catch (IOException failed) {
            failed(failed);
            giveUp(assembly, "it could not be written: " + failed.getMessage());
        }
        if (!assembly.settled()) {
            assembled += assembly.bytes() - before;
            if (!assembly.failure().isEmpty()) {
                giveUp(assembly, assembly.failure());
            }
        }
    }

    /** A part ended. */
    public void ended(long part, boolean whole, String why) {
        Assembly assembly = byPart.remove(part);
        if (assembly == null) {
            return;
        }
        assembly.leave(clock.getAsLong());
        if (assembly.settled()) {
            return;
        }
        boolean alone = assembly.content() == null;
        if (assembly.complete() && (whole || !alone)) {
            store(assembly);
        } else if (alone) {
            giveUp(assembly, !why.isEmpty() ? why : "only " + assembly.bytes() + " of its bytes passed by");
        }
    }

    /** Gives up what waits for further parts for too long. */
    public void onIdle() {
        long now = clock.getAsLong();
        List<Assembly> late = byContent.values().stream()
            .filter(each -> !each.inUse() && now - each.touchedMillis() > PATIENCE_MILLIS).toList();
        late.forEach(each -> giveUp(each, "only " + each.bytes() + " of its bytes passed by"));
        if (!problem.isEmpty() && now >= retryAtMillis) {
            probe();
        }
    }

    /** Gives up what is not whole. */
    @Override
    public void close() {
        List.copyOf(byPart.keySet()).forEach(part -> ended(part, false, "recording ended before"));
        List.copyOf(byContent.values()).forEach(each ->
            giveUp(each, "only " + each.bytes() + " of its bytes passed by before recording ended"));
    }

    private String obstacle(FilePart part) {
        if (!ready && !prepare()) {
            return problem;
        }
        if (byPart.size() >= MOST) {
            return "too many files at once";
        }
        if (part.size() > quota || part.length() > quota) {
            return "it is larger than filesMegabytes";
        }
        if (part.first() != 0 && part.size() < 0) {
            return "it is a part, and nobody said how large the whole is";
        }
        if (!Content.isWhole(part) && byContent.size() >= MOST && !byContent.containsKey(Content.of(part))) {
            return "too many files wait for further parts";
        }
        return "";
    }

    /** What an earlier run left half is deleted. */
    private boolean prepare() {
        if (clock.getAsLong() < retryAtMillis) {
            return false;
        }
        try {
            Files.createDirectories(assembling,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
            if (number == 0) {
                try (DirectoryStream<Path> left = Files.newDirectoryStream(assembling)) {
                    for (Path half : left) {
                        Files.delete(half);
                    }
                }
            }
            stored.takeStock();
            ready = true;
            return true;
        } catch (IOException failed) {
            failed(failed);
            return false;
        }
    }

    /** Whether there is room again, although no file came to find out. */
    private void probe() {
        Path probe = assembling.resolve("probe");
        try {
            if (ready || prepare()) {
                Files.write(probe, new byte[PROBE_BYTES]);
                problem = "";
            }
        } catch (IOException failed) {
            failed(failed);
        }
        try {
            Files.deleteIfExists(probe);
        } catch (IOException failed) {
            failed(failed);
        }
    }

    private void failed(IOException failed) {
        problem = "cannot store files in " + assembling.getParent() + ": " + failed.getMessage();
        retryAtMillis = clock.getAsLong() + RETRY_MILLIS;
        ready = false;
    }

    private Assembly fresh(FilePart part, Content content) {
        Path path = assembling.resolve(Long.toString(++number));
        return new Assembly(new Draft(path, memory, likeness.of(part)), content, part.size());
    }

    private boolean room(long more) {
        try {
            long tooMany = assembled + more + stored.total() - quota;
            return tooMany <= 0 || stored.evict(tooMany);
        } catch (IOException failed) {
            failed(failed);
            return false;
        }
    }

    private void store(Assembly assembly) {
        try {
            String hash = assembly.draft().sha256();
            stored.add(assembly.draft(), hash, assembly.bytes(), clock.getAsLong());
            settle(assembly);
            likeness.add(assembly.parts().get(0), hash);
            assembly.parts().forEach(part -> outcomes.accept(new Outcome(part, hash, assembly.bytes(), "")));
        } catch (IOException failed) {
            failed(failed);
            giveUp(assembly, "it could not be stored: " + failed.getMessage());
        }
    }

    private void giveUp(Assembly assembly, String why) {
        settle(assembly);
        try {
            assembly.draft().discard();
        } catch (IOException failed) {
            failed(failed);
        }
        assembly.parts().forEach(part -> outcomes.accept(new Outcome(part, "", assembly.bytes(), why)));
    }

    private void settle(Assembly assembly) {
        if (assembly.settle()) {
            assembled -= assembly.bytes();
            byContent.remove(assembly.content(), assembly);
        }
    }
}
