package gateway.console.security.login;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasicCredentialsTest {
    @Test
    void shouldReadNameAndPassword() {
        BasicCredentials read = BasicCredentials.of("basic " + base64("ann:a:b\u00e9")).orElseThrow();
        assertEquals("ann", read.name());
        assertArrayEquals("a:b\u00e9".toCharArray(), read.password());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic !!!", "Bearer YTpi", "Basic YQ=="})
    void shouldTakeAnythingElseForNone(String header) {
        assertTrue(BasicCredentials.of(header).isEmpty());
    }

    @Test
    void shouldNotReadEndlessOnes() {
        assertTrue(BasicCredentials.of("Basic " + base64("a:" + "b".repeat(2000))).isEmpty());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
