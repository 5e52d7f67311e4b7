package gateway.console.security.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/** Gets the certificate that the settings ask for, and notices when its file has changed. One thread. */
final class Certificates {
    private final Path conf;
    private final Path work;

    /** Relative names are in {@code conf}; what is put together for the server is kept in {@code work}. */
    Certificates(Path conf, Path work) {
        this.conf = conf;
        this.work = work;
    }

    /**
     * The certificate and its key; nothing for HTTP.
     *
     * @throws IOException if they cannot be had, in words
     */
    Optional<KeyMaterial> get(ConsoleSettings settings) throws IOException {
        CertificateSource source = settings.certificate();
        if (source instanceof CertificateSource.Made) {
            ConsoleNames names = ConsoleNames.of(settings);
            return Optional.of(new MadeCertificate(conf).forNames(names.names(), names.addresses()));
        }
        if (source instanceof CertificateSource.Pkcs12 given) {
            return Optional.of(KeyMaterial.open(conf.resolve(given.file()), given.password()));
        }
        if (source instanceof CertificateSource.Pem pem) {
            Files.createDirectories(work);
            String password = Long.toHexString(new SecureRandom().nextLong());
            return Optional.of(PemFiles.combine(new CertificateSource.Pem(conf.resolve(pem.certificates()),
                conf.resolve(pem.key())), work.resolve("console.p12"), password));
        }
        return Optional.empty();
    }

    /** Something that is different as soon as the given file is: programs that renew certificates replace it. */
    String state(ConsoleSettings settings) {
        CertificateSource source = settings.certificate();
        Path file = source instanceof CertificateSource.Pkcs12 given ? given.file()
            : source instanceof CertificateSource.Pem pem ? pem.certificates() : null;
        if (file == null) {
            return "";
        }
        try {
            return Files.getLastModifiedTime(conf.resolve(file)).toString();
        } catch (IOException gone) {
            return "gone";
        }
    }
}
