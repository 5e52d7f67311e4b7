package gateway.auditor;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** The secret that makes hashes of redacted values: made once, kept beside the records, read by the gateway only. */
final class Salt {
    private static final int BYTES = 32;

    private Salt() {
    }

    /** The salt of a directory of records; made where there is none. */
    static byte[] in(Path directory) throws IOException {
        Path file = directory.resolve("salt");
        Files.createDirectories(directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        byte[] salt = new byte[BYTES];
        new SecureRandom().nextBytes(salt);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, salt);
            return salt;
        } catch (FileAlreadyExistsException madeBefore) {
            byte[] earlier = Files.readAllBytes(file);
            if (earlier.length != BYTES) {
                throw new IOException(file + " is no salt: it has " + earlier.length + " bytes, not " + BYTES);
            }
            return earlier;
        }
    }
}
