package gateway.core.internal.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folders that are backed up.
 *
 * @param conf what archives call conf/
 * @param load what archives call load/
 */
record Contents(Path conf, Path load) {
    private static final int DEPTH = 8;
    private static final int BUFFER = 64 << 10;

    /** Where a file of an archive belongs. */
    Path at(String path) {
        Path folder = path.startsWith("conf/") ? conf : load;
        return folder.resolve(path.substring("conf/".length()));
    }

    /** All files that are there, in alphabetical order; hidden ones are nobody's settings. Links are followed. */
    List<Manifest.Entry> files() throws IOException {
        List<Manifest.Entry> files = new ArrayList<>();
        add(conf, "conf/", files);
        add(load, "load/", files);
        return files;
    }

    private static void add(Path folder, String prefix, List<Manifest.Entry> files) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> tree = Files.walk(folder, DEPTH)) {
            found = tree.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : found) {
            String path = prefix + folder.relativize(file);
            if (Manifest.isGood(path)) {
                files.add(describe(path, file));
            }
        }
    }

    private static Manifest.Entry describe(String path, Path file) throws IOException {
        MessageDigest digest = sha256();
        long size = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
            }
        }
        return new Manifest.Entry(path, mode(Files.getPosixFilePermissions(file)), size, hex(digest));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** As chmod writes it. */
    static String mode(Set<PosixFilePermission> permissions) {
        int bits = 0;
        for (PosixFilePermission permission : permissions) {
            // In the order of the enumeration, from the owner's reading to the others' executing.
            bits |= 0400 >> permission.ordinal();
        }
        return String.format("%03o", bits);
    }

    static Set<PosixFilePermission> permissions(String mode) {
        int bits = Integer.parseInt(mode, 8);
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((bits & 0400 >> permission.ordinal()) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }
}
