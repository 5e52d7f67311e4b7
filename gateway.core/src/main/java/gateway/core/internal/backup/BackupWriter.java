package gateway.core.internal.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes an archive: readable for its owner only, since it holds passwords' hashes, and whole or not at all. */
final class BackupWriter {
    private final Contents contents;

    BackupWriter(Contents contents) {
        this.contents = contents;
    }

    /**
     * Writes everything.
     *
     * @return what was written
     */
    Manifest write(Path archive, String version, Instant now) throws IOException {
        Manifest manifest = new Manifest(version, now.truncatedTo(ChronoUnit.SECONDS).toString(), contents.files());
        Path beside = archive.resolveSibling("." + archive.getFileName() + ".new");
        Files.deleteIfExists(beside);
        try {
            try (FileChannel channel = FileChannel.open(beside,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel), StandardCharsets.UTF_8);
                fill(zip, manifest);
                zip.finish();
                channel.force(true);
            }
            Files.move(beside, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
        return manifest;
    }

    private void fill(ZipOutputStream zip, Manifest manifest) throws IOException {
        zip.putNextEntry(new ZipEntry(Manifest.NAME));
        zip.write(manifest.text().getBytes(StandardCharsets.UTF_8));
        for (Manifest.Entry file : manifest.files()) {
            zip.putNextEntry(new ZipEntry(file.path()));
            copy(file, zip);
        }
    }

    /** A file that changes just now would make an archive that cannot be restored. */
    private void copy(Manifest.Entry file, OutputStream out) throws IOException {
        long size = Files.copy(contents.at(file.path()), out);
        if (size != file.size()) {
            throw new IOException(file.path() + " changes just now; please try again");
        }
    }
}
