package gateway.console.security.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void shouldKnowThePasswordAgainFromTheFile() {
        PasswordHash kept = PasswordHash.parse(PasswordHash.of("correct horse".toCharArray(), random).toString());
        assertTrue(kept.matches("correct horse".toCharArray()));
        assertFalse(kept.matches("correct horsf".toCharArray()));
        assertFalse(kept.matches(new char[0]));
    }

    @Test
    void shouldSaltEachPassword() {
        char[] password = "the same one".toCharArray();
        assertNotEquals(PasswordHash.of(password, random), PasswordHash.of(password, random));
    }

    @Test
    void shouldTakeAsManyRoundsAsItPromises() {
        assertEquals("600000", PasswordHash.of("whatever".toCharArray(), random).toString().split(":")[1]);
    }

    /** The hash is Python's hashlib.pbkdf2_hmac('sha256', b'password', bytes(range(16)), 100000). */
    @Test
    void shouldComputePbkdf2AsOthersDo() {
        PasswordHash made = PasswordHash.parse(
            "pbkdf2-sha256:100000:AAECAwQFBgcICQoLDA0ODw==:op/qD+2FxbhhDC5Wl+pBtVhxOeWKOI4Me3ztMNTm2N8=");
        assertTrue(made.matches("password".toCharArray()));
    }

    @Test
    void shouldNotMatchAPasswordThatIsOnlyTheBeginning() {
        String longest = "x".repeat(PasswordHash.LONGEST);
        PasswordHash kept = PasswordHash.of(longest.toCharArray(), random);
        assertTrue(kept.matches(longest.toCharArray()));
        assertFalse(kept.matches((longest + "y").toCharArray()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "md5:1:a:b", "pbkdf2-sha256:600000:AAAA",
        "pbkdf2-sha256:1:AAECAwQFBgcICQoLDA0ODw==:AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8=",
        "pbkdf2-sha256:2000000000:AAECAwQFBgcICQoLDA0ODw==:AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8=",
        "pbkdf2-sha256:600000:AA==:AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8=",
        "pbkdf2-sha256:600000:AAECAwQFBgcICQoLDA0ODw==:AAECAwQF",
        "pbkdf2-sha256:many:AAECAwQFBgcICQoLDA0ODw==:AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8="})
    void shouldRefuseWhatIsNoStrongHash(String text) {
        assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse(text));
    }
}
