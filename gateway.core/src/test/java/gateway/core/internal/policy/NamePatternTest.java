package gateway.core.internal.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "*.avi      | /films/one.avi            | true",
        "*.avi      | /films/one.AVI            | true",
        "*.AVI      | one.avi                   | true",
        "*.avi      | /films/one.avi?from=here  | true",
        "*.avi      | /films/one.avi.txt        | false",
        "*.avi      | /play?file=one.avi        | true",
        "one.???    | /a/b/one.mp3              | true",
        "one.???    | /a/b/one.mpeg             | false",
        "film       | /a/my-Film-2.mkv          | true",
        "film       | /a/photo.jpg              | false",
        "/a/*/c.bin | /a/b/c.bin                | true",
        "/a/*/c.bin | /x/b/c.bin                | false",
        "*          | \"\"                      | true",
        "?          | \"\"                      | false",
        "a*b*c      | aXbXbXc                   | true",
        "a*b*c      | aXbXbX                    | false",
        "**a**      | bab                       | true",
        "my film*   | /my%20film.avi            | true",
        "*.avi      | /one%2Eavi                | true",
        "*.avi      | /one%2eav%69              | true",
        "*.avi      | /one%252Eavi              | false",
        "100%.txt   | /100%.txt                 | true",
        "a%zz.bin   | a%zz.bin                  | true",
        "*%2        | x%2                       | true"})
    void shouldFitNamesAsPeopleMeanThem(String pattern, String name, boolean expected) {
        assertEquals(expected, new NamePattern(pattern).matches(name));
    }

    @Test
    void shouldKnowLettersBeyondAsciiEncodedOrNot() {
        String asOnTheWire = new String("/Žluťoučký.avi".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertEquals(true, new NamePattern("žluťoučký*").matches(asOnTheWire));
        assertEquals(true, new NamePattern("žluťoučký*").matches("/%C5%BDlu%C5%A5ou%C4%8Dk%C3%BD.avi"));
        assertEquals(true, new NamePattern("caf\u00e9*").matches("/caf\u00e9.txt"), "ISO 8859-1");
        assertEquals(true, new NamePattern("caf\u00e9*").matches("/caf%E9.txt"), "ISO 8859-1, encoded");
    }

    @Test
    void shouldEndSoonWithPatternsMadeToLast() {
        String name = "a".repeat(1024);
        NamePattern pattern = new NamePattern("a*".repeat(200) + "b");
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 100; i++) {
                assertFalse(pattern.matches(name));
            }
        });
    }
}
