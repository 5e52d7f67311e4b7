package gateway.core.internal.content;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Infected files that are kept for whoever looks into them, each under its SHA-256 and nothing from the wire, readable
 * by the gateway's user only; the oldest go where there is no room. One thread.
 */
final class QuarantineFolder {
    private static final Logger LOG = LoggerFactory.getLogger(QuarantineFolder.class);
    private static final String ENDING = ".infected";
    private static final FileAttribute<?> OURS =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OUR_FOLDER =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path directory;
    private final long most;

    /** @param most bytes of all files; 0 for no quarantine */
    QuarantineFolder(Path directory, long most) {
        this.directory = directory;
        this.most = most;
    }

    /** Keeps content under its hash; says whether it is there. */
    boolean keep(KeptContent content, String sha256) {
        if (content.length() > most) {
            return false;
        }
        Path file = directory.resolve(sha256 + ENDING);
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory, OUR_FOLDER);
            }
            if (!Files.exists(file)) {
                makeRoom(content.length());
                write(content, file);
            }
            return true;
        } catch (IOException notKept) {
            LOG.error("an infected file is not kept in {}: {}", directory, notKept.toString());
            return false;
        }
    }

    private static void write(KeptContent content, Path file) throws IOException {
        Path begun = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(begun);
        try (FileChannel channel = FileChannel.open(begun, Set.of(StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE), OURS)) {
            content.pour((piece, at) -> {
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
            });
        }
        Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void makeRoom(long wanted) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(directory)) {
            all.filter(file -> file.getFileName().toString().endsWith(ENDING)).forEach(files::add);
        }
        long bytes = wanted;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        files.sort(Comparator.comparingLong(file -> file.toFile().lastModified()));
        for (Path oldest : files) {
            if (bytes <= most) {
                return;
            }
            bytes -= Files.size(oldest);
            Files.delete(oldest);
            LOG.info("{} leaves the quarantine: there is no room for it any more", oldest.getFileName());
        }
    }
}
