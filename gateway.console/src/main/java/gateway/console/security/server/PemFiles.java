package gateway.console.security.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and a key as other programs keep them, in PEM, into a PKCS12 file. */
final class PemFiles {
    private static final long MOST_BYTES = 1 << 20;
    private static final Pattern BLOCK =
        Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private PemFiles() {
    }

    /**
     * Puts them together.
     *
     * @param target the PKCS12 file to write
     * @param password its password
     * @throws IOException if something is missing or does not belong together, in words
     */
    static KeyMaterial combine(CertificateSource.Pem pem, Path target, String password) throws IOException {
        try {
            List<byte[]> chain = blocks(pem.certificates(), "CERTIFICATE");
            List<byte[]> keys = blocks(pem.key(), "PRIVATE KEY");
            if (chain.isEmpty()) {
                throw new IOException("there is no CERTIFICATE in " + pem.certificates());
            }
            if (keys.isEmpty()) {
                throw new IOException("there is no PRIVATE KEY in " + pem.key()
                    + "; openssl pkcs8 -topk8 -nocrypt makes one of other forms");
            }
            List<Certificate> certificates = new ArrayList<>();
            for (byte[] one : chain) {
                certificates.add(CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(one)));
            }
            PublicKey open = certificates.get(0).getPublicKey();
            PrivateKey key = KeyFactory.getInstance(open.getAlgorithm()).generatePrivate(
                new PKCS8EncodedKeySpec(keys.get(0)));
            checkPair(key, open);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("console", key, password.toCharArray(), certificates.toArray(new Certificate[0]));
            KeyMaterial.write(store, target, password);
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IOException("the certificate " + pem.certificates() + " cannot be used: "
                + unusable.getMessage(), unusable);
        }
        return KeyMaterial.open(target, password);
    }

    private static List<byte[]> blocks(Path file, String kind) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is larger than a megabyte");
        }
        List<byte[]> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (block.find()) {
            if (block.group(1).equals(kind)) {
                try {
                    blocks.add(Base64.getMimeDecoder().decode(block.group(2)));
                } catch (IllegalArgumentException broken) {
                    throw new IOException("a " + kind + " in " + file + " is broken", broken);
                }
            }
        }
        return blocks;
    }

    private static void checkPair(PrivateKey key, PublicKey open) throws GeneralSecurityException {
        Signature trial = Signature.getInstance(switch (open.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> open.getAlgorithm();
        });
        byte[] text = "pair".getBytes(StandardCharsets.US_ASCII);
        trial.initSign(key);
        trial.update(text);
        byte[] signed = trial.sign();
        trial.initVerify(open);
        trial.update(text);
        if (!trial.verify(signed)) {
            throw new GeneralSecurityException("the key does not belong to the certificate");
        }
    }
}
