package gateway.core.internal.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Checks an archive and unpacks it. Everything in it is taken for hostile: names are those of the manifest or the
 * archive is refused, what unpacks to more bytes than the manifest says is cut off there, and every entry becomes a
 * plain file, whatever it says that it is.
 */
final class BackupReader {
    private static final int MAX_MANIFEST = 8 << 20;
    private static final int BUFFER = 64 << 10;

    private final Path archive;

    BackupReader(Path archive) {
        this.archive = archive;
    }

    /** What the archive holds, once all of it is found to be as the manifest says. */
    Manifest check() throws IOException, BrokenArchive {
        return read((entry, in) -> copy(entry, in, OutputStream.nullOutputStream()));
    }

    /** The same, and puts each file where {@code places} wants it, new and with its mode. */
    Manifest unpack(Contents places) throws IOException, BrokenArchive {
        return read((entry, in) -> {
            Path place = places.at(entry.path());
            Files.createDirectories(place.getParent());
            Files.createFile(place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = Files.newOutputStream(place)) {
                copy(entry, in, out);
            }
            Files.setPosixFilePermissions(place, Contents.permissions(entry.mode()));
        });
    }

    private interface Sink {
        void take(Manifest.Entry entry, InputStream in) throws IOException, BrokenArchive;
    }

    private Manifest read(Sink sink) throws IOException, BrokenArchive {
        try (ZipFile zip = new ZipFile(archive.toFile(), StandardCharsets.UTF_8)) {
            Map<String, ZipEntry> entries = entries(zip);
            Manifest manifest = manifest(zip, entries.remove(Manifest.NAME));
            for (Manifest.Entry file : manifest.files()) {
                ZipEntry entry = entries.remove(file.path());
                if (entry == null) {
                    throw new BrokenArchive("lacks " + file.path());
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    sink.take(file, in);
                }
            }
            if (!entries.isEmpty()) {
                throw new BrokenArchive("holds what its manifest does not name: "
                    + Manifest.printable(entries.keySet().iterator().next()));
            }
            return manifest;
        } catch (ZipException | IllegalArgumentException | java.io.EOFException damaged) {
            throw new BrokenArchive("is damaged or no archive at all");
        }
    }

    private static Map<String, ZipEntry> entries(ZipFile zip) throws BrokenArchive {
        if (zip.size() > Manifest.MAX_FILES + 1) {
            throw new BrokenArchive("it holds more than a backup may hold");
        }
        Map<String, ZipEntry> entries = new HashMap<>();
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements();) {
            ZipEntry entry = all.nextElement();
            if (entries.put(entry.getName(), entry) != null) {
                throw new BrokenArchive("holds a file twice: " + Manifest.printable(entry.getName()));
            }
        }
        return entries;
    }

    private static Manifest manifest(ZipFile zip, ZipEntry entry) throws IOException, BrokenArchive {
        if (entry == null) {
            throw new BrokenArchive("is no backup of P2PADM: it has no " + Manifest.NAME);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return Manifest.parse(new String(in.readNBytes(MAX_MANIFEST), StandardCharsets.UTF_8));
        }
    }

    private static void copy(Manifest.Entry file, InputStream in, OutputStream to) throws IOException, BrokenArchive {
        MessageDigest digest = Contents.sha256();
        OutputStream out = new DigestOutputStream(to, digest);
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int n = in.read(buffer); n >= 0 && size <= file.size(); n = in.read(buffer)) {
            size += n;
            out.write(buffer, 0, n);
        }
        if (size != file.size() || !Contents.hex(digest).equals(file.sha256())) {
            throw new BrokenArchive("is damaged: " + file.path() + " is not what the manifest says");
        }
    }
}
