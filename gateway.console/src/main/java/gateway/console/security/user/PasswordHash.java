package gateway.console.security.user;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** What is kept of a password: PBKDF2 with HMAC-SHA256, slow on purpose (some tenths of a second). Immutable. */
public final class PasswordHash {
    /** OWASP's figure of 2023 for this function. */
    static final int ROUNDS = 600_000;
    /** Longer ones are not asked for, so that nobody has megabytes hashed. In characters. */
    static final int LONGEST = 256;
    private static final String NAME = "pbkdf2-sha256";
    private static final int LEAST_ROUNDS = 100_000;
    private static final int MOST_ROUNDS = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final int rounds;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int rounds, byte[] salt, byte[] hash) {
        this.rounds = rounds;
        this.salt = salt;
        this.hash = hash;
    }

    /** Hashes a password with a new salt. */
    public static PasswordHash of(char[] password, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PasswordHash(ROUNDS, salt, derive(password, salt, ROUNDS));
    }

    /** One that no password matches and that takes as long to try as a true one. */
    public static PasswordHash ofNobody(SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        byte[] hash = new byte[HASH_BYTES];
        random.nextBytes(salt);
        random.nextBytes(hash);
        return new PasswordHash(ROUNDS, salt, hash);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if it is nothing of the kind, in words
     */
    public static PasswordHash parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 4 || !parts[0].equals(NAME)) {
            throw new IllegalArgumentException("the password's hash does not begin with " + NAME);
        }
        int rounds = Integer.parseInt(parts[1]);
        byte[] salt = Base64.getDecoder().decode(parts[2]);
        byte[] hash = Base64.getDecoder().decode(parts[3]);
        if (rounds < LEAST_ROUNDS || rounds > MOST_ROUNDS || salt.length < SALT_BYTES || hash.length != HASH_BYTES) {
            throw new IllegalArgumentException("the password's hash is too weak, too slow or cut off");
        }
        return new PasswordHash(rounds, salt, hash);
    }

    /** Whether it is the hash of that password; takes as long either way. */
    public boolean matches(char[] password) {
        boolean tooLong = password.length > LONGEST;
        char[] tried = tooLong ? Arrays.copyOf(password, LONGEST) : password;
        return MessageDigest.isEqual(hash, derive(tried, salt, rounds)) && !tooLong;
    }

    private static byte[] derive(char[] password, byte[] salt, int rounds) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, rounds, HASH_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        } finally {
            spec.clearPassword();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PasswordHash that && rounds == that.rounds && Arrays.equals(salt, that.salt)
            && MessageDigest.isEqual(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }

    /** As it stands in the file. */
    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder();
        return NAME + ":" + rounds + ":" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash);
    }
}
