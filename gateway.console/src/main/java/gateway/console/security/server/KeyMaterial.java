package gateway.console.security.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HexFormat;

/**
 * A key with its certificate, in the only form that Jetty reads.
 *
 * @param file a PKCS12 file that nobody else can read
 * @param password its password
 * @param certificate the certificate
 */
record KeyMaterial(Path file, String password, X509Certificate certificate) {
    /**
     * Opens a PKCS12 file.
     *
     * @throws IOException if it cannot be read, holds no key, or its certificate is not valid now, in words
     */
    static KeyMaterial open(Path file, String password) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(stream, password.toCharArray());
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
                    certificate.checkValidity();
                    return new KeyMaterial(file, password, certificate);
                }
            }
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IOException(file + " cannot be used as certificate: " + unusable.getMessage(), unusable);
        }
        throw new IOException(file + " holds no private key with a certificate");
    }

    /** Keeps a store in a file that only its owner can read, in one step. */
    static void write(KeyStore store, Path file, String password) throws IOException, GeneralSecurityException {
        Path written = Files.createTempFile(file.toAbsolutePath().getParent(), ".certificate", "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (OutputStream stream = Files.newOutputStream(written)) {
                store.store(stream, password.toCharArray());
            }
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** What browsers show of it: SHA-256 over the certificate, in pairs of digits. */
    String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
