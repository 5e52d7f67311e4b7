package gateway.core.internal.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** The certificates in {@code conf/trusted/*.pem}, read anew whenever they are asked for. */
final class TrustedCertificates {
    private TrustedCertificates() {
    }

    /**
     * All of them.
     *
     * @throws RefusedJar if there is none, or one cannot be read: nobody is trusted by mistake
     */
    static List<X509Certificate> in(Path folder) throws RefusedJar, IOException {
        List<X509Certificate> trusted = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.pem")) {
                for (Path file : files) {
                    trusted.addAll(read(file));
                }
            }
        }
        if (trusted.isEmpty()) {
            throw new RefusedJar("signatures are required, and there is no certificate in " + folder);
        }
        return trusted;
    }

    private static List<X509Certificate> read(Path file) throws RefusedJar, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> certificates = new ArrayList<>();
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                certificates.add((X509Certificate) one);
            }
            return certificates;
        } catch (CertificateException broken) {
            throw new RefusedJar("the trusted certificate " + file + " cannot be read: " + Printable.of(broken));
        }
    }
}
