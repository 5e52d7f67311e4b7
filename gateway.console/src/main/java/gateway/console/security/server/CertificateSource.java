package gateway.console.security.server;

import java.nio.file.Path;
import java.util.Locale;

/** Where the certificate comes from. */
sealed interface CertificateSource {
    /** There is none: HTTP. */
    record None() implements CertificateSource {
    }

    /** The gateway makes one, kept in {@code conf/}. */
    record Made() implements CertificateSource {
    }

    /** A PKCS12 file. */
    record Pkcs12(Path file, String password) implements CertificateSource {
        @Override
        public String toString() {
            return "PKCS12 " + file;
        }
    }

    /** A PEM file with the certificate and those between it and the root, and one with the key; or one with both. */
    record Pem(Path certificates, Path key) implements CertificateSource {
    }

    /** What the settings name. */
    static CertificateSource of(String certificate, String key, String password) {
        if (certificate.isEmpty()) {
            return new None();
        }
        if (certificate.equals("made")) {
            return new Made();
        }
        String lower = certificate.toLowerCase(Locale.ROOT);
        return lower.endsWith(".p12") || lower.endsWith(".pfx") ? new Pkcs12(Path.of(certificate), password)
            : new Pem(Path.of(certificate), Path.of(key.isEmpty() ? certificate : key));
    }
}
