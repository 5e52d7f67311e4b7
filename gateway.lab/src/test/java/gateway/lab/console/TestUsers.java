package gateway.lab.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Users who may log in to the console of a test, all with one password: viewer, admin, and both. */
final class TestUsers {
    static final String PASSWORD = "only for tests";
    private static final int ROUNDS = 100_000;
    private static final int HASH_BITS = 256;
    private static final byte[] SALT = new byte[16];

    private TestUsers() {
    }

    /** Writes the console's file of users. */
    static void write(Path conf) throws IOException, GeneralSecurityException {
        String hash = hash();
        Path file = Files.createFile(conf.resolve("console.users"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, List.of("viewer viewer " + hash, "admin administrator " + hash,
            "both auditor,administrator " + hash));
    }

    private static String hash() throws GeneralSecurityException {
        byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
            .generateSecret(new PBEKeySpec(PASSWORD.toCharArray(), SALT, ROUNDS, HASH_BITS)).getEncoded();
        Base64.Encoder text = Base64.getEncoder();
        return "pbkdf2-sha256:" + ROUNDS + ":" + text.encodeToString(SALT) + ":" + text.encodeToString(hash);
    }
}
