package gateway.console.security.server;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateParsingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The certificate that the gateway makes for itself, by the JDK's keytool: {@code conf/console.p12}. It is made anew
 * before it ends, and when the console has got a name or an address that it does not hold.
 */
final class MadeCertificate {
    private static final String FILE = "console.p12";
    /** The file's mode keeps the key; a password beside it would keep nothing. */
    private static final String PASSWORD = "console";
    private static final int DAYS = 397;
    private static final Duration RENEWED_BEFORE = Duration.ofDays(30);
    private static final int LIMIT_SECONDS = 60;

    private final Path file;

    /** Keeps it in a directory of configurations. */
    MadeCertificate(Path conf) {
        file = conf.resolve(FILE);
    }

    /**
     * The certificate for these names and addresses, made if need be.
     *
     * @throws IOException if it cannot be made, in words
     */
    KeyMaterial forNames(Set<String> names, Set<InetAddress> addresses) throws IOException {
        if (Files.exists(file)) {
            try {
                KeyMaterial kept = KeyMaterial.open(file, PASSWORD);
                if (holds(kept, names, addresses)) {
                    return kept;
                }
            } catch (IOException outdatedOrBroken) {
                // another one is made
            }
        }
        make(names, addresses);
        return KeyMaterial.open(file, PASSWORD);
    }

    private static boolean holds(KeyMaterial kept, Set<String> names, Set<InetAddress> addresses) {
        Instant end = kept.certificate().getNotAfter().toInstant();
        if (end.minus(RENEWED_BEFORE).isBefore(Instant.now())) {
            return false;
        }
        Set<String> held = new HashSet<>();
        try {
            Collection<List<?>> all = kept.certificate().getSubjectAlternativeNames();
            for (List<?> one : all == null ? List.<List<?>>of() : all) {
                held.add(String.valueOf(one.get(1)));
            }
        } catch (CertificateParsingException notOurs) {
            return false;
        }
        return held.containsAll(names)
            && held.containsAll(addresses.stream().map(MadeCertificate::text).toList());
    }

    private void make(Set<String> names, Set<InetAddress> addresses) throws IOException {
        StringBuilder alternatives = new StringBuilder("san=dns:localhost");
        names.stream().sorted().forEach(name -> alternatives.append(",dns:").append(name));
        addresses.stream().map(MadeCertificate::text).sorted().forEach(
            address -> alternatives.append(",ip:").append(address));
        Path directory = Files.createTempDirectory(file.toAbsolutePath().getParent(), ".certificate",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path made = directory.resolve(FILE);
        try {
            keytool(List.of("-genkeypair", "-alias", "console", "-keyalg", "EC", "-groupname", "secp256r1",
                "-dname", "CN=P2PADM gateway console", "-validity", String.valueOf(DAYS),
                "-ext", alternatives.toString(), "-ext", "ku:c=digitalSignature", "-ext", "eku=serverAuth",
                "-storetype", "PKCS12", "-keystore", made.toString(), "-storepass:env", "GATEWAY_STORE"));
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
            Files.deleteIfExists(directory);
        }
    }

    private static void keytool(List<String> arguments) throws IOException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GATEWAY_STORE", PASSWORD);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool made no certificate");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while the certificate was being made", stopping);
        } finally {
            process.destroyForcibly();
        }
    }

    /** As certificates write it: without the zone of a link-local address. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
