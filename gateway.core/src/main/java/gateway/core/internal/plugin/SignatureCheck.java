package gateway.core.internal.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * Whether every file of a jar was signed, by jarsigner, by somebody who is trusted: one of the given certificates or
 * one that they vouch for, valid today. The Java machine checks the digests and leaves out algorithms that are not
 * safe any more.
 */
final class SignatureCheck {
    private static final String FOLDER = "META-INF/";

    private final List<X509Certificate> trusted;
    private final Set<TrustAnchor> anchors;
    /** What was said of a signer, for the next entry: most jars have one. */
    private final Map<CodeSigner, Optional<String>> known = new HashMap<>();

    SignatureCheck(List<X509Certificate> trusted) {
        this.trusted = trusted;
        this.anchors = trusted.stream().map(one -> new TrustAnchor(one, null)).collect(Collectors.toSet());
    }

    /** @throws RefusedJar if anything in it is not what somebody trusted has signed */
    void check(Path file) throws RefusedJar, IOException {
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            Manifest manifest = jar.getManifest();
            if (manifest == null || manifest.getEntries().isEmpty()) {
                throw new RefusedJar("it is not signed");
            }
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                if (!ofSignature(entry.getName())) {
                    check(jar, entry);
                }
            }
            for (String name : manifest.getEntries().keySet()) {
                if (jar.getEntry(name) == null) {
                    throw new RefusedJar("it was altered after it was signed: " + Printable.of(name) + " is missing");
                }
            }
        } catch (SecurityException altered) {
            throw new RefusedJar("it was altered after it was signed: " + Printable.of(altered.getMessage()));
        }
    }

    private void check(JarFile jar, JarEntry entry) throws RefusedJar, IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        CodeSigner[] signers = entry.getCodeSigners();
        if (signers == null) {
            boolean listed = jar.getManifest().getAttributes(entry.getName()) != null;
            throw new RefusedJar(listed ? "it is not signed in a way that can be trusted"
                : "it is not signed, or not all of it: " + Printable.of(entry.getName()) + " has no signature");
        }
        String reason = "";
        for (CodeSigner signer : signers) {
            Optional<String> problem = known.computeIfAbsent(signer, this::problemOf);
            if (problem.isEmpty()) {
                return;
            }
            reason = problem.get();
        }
        throw new RefusedJar(reason);
    }

    private Optional<String> problemOf(CodeSigner signer) {
        X509Certificate certificate = (X509Certificate) signer.getSignerCertPath().getCertificates().get(0);
        String who = Printable.of(certificate.getSubjectX500Principal().getName());
        try {
            if (trusted.contains(certificate)) {
                certificate.checkValidity();
                return Optional.empty();
            }
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            CertPathValidator.getInstance("PKIX").validate(signer.getSignerCertPath(), parameters);
            return Optional.empty();
        } catch (java.security.cert.CertificateExpiredException expired) {
            return Optional.of(expired(who));
        } catch (CertPathValidatorException untrusted) {
            return Optional.of(untrusted.getReason() == BasicReason.EXPIRED ? expired(who)
                : "it is signed by " + who + ", whom nothing in trusted/ vouches for");
        } catch (GeneralSecurityException unusable) {
            return Optional.of("it is signed by " + who + ", whose certificate cannot be used: "
                + Printable.of(unusable));
        }
    }

    private static String expired(String who) {
        return "the certificate of its signer " + who + " has expired";
    }

    /** The files that hold the signature itself, by the rules of signed jars. */
    private static boolean ofSignature(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith(FOLDER) && upper.indexOf('/', FOLDER.length()) < 0
            && (upper.equals(JarFile.MANIFEST_NAME) || upper.matches("META-INF/(SIG-.*|.*\\.(SF|RSA|DSA|EC))"));
    }
}
