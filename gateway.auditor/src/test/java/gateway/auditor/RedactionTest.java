package gateway.auditor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.content.AuditRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactionTest {
    @TempDir
    private Path folder;
    private final AuditRecord message = Samples.message("room", "ann", "bob", "secret");

    @Test
    void shouldLeaveFieldsEmpty() {
        AuditRecord kept = new Redaction(Set.of("text", " FROM"), null).of(message);
        assertEquals(Map.of("conversation", "room", "from", "", "to", "bob", "text", ""), kept.detail());
        assertTrue(kept.audited());
    }

    @Test
    void shouldTakeOutNamesOfFilesUnderAllTheirNames() {
        Map<String, Object> detail = new Redaction(Set.of("name"), null)
            .of(Samples.audited("fileinfo", Map.of("filename", "x", "url", "/x", "size", 3L))).detail();
        assertEquals(Map.of("filename", "", "url", "", "size", 3L), detail);
    }

    @Test
    void shouldPutEqualHashesForEqualValuesAndOthersWithAnotherSalt() throws IOException {
        byte[] salt = Salt.in(folder.resolve("records"));
        Redaction redaction = new Redaction(Set.of("from"), salt);
        Object first = redaction.of(message).detail().get("from");
        assertTrue(first.toString().matches("#[0-9a-f]{16}"), first.toString());
        assertEquals(first, new Redaction(Set.of("from"), Salt.in(folder.resolve("records"))).of(message).detail()
            .get("from"));
        assertNotEquals(first, new Redaction(Set.of("from"), Salt.in(folder.resolve("other"))).of(message).detail()
            .get("from"));
    }

    @Test
    void shouldNotTouchWhatIsToBeKept() {
        assertSame(message, new Redaction(Set.of(), null).of(message));
        assertSame(message, new Redaction(Set.of("name"), null).of(message));
    }

    @Test
    void shouldWriteNothingOfARedactedFieldAnywhere() throws IOException {
        Keeping keeping = new Keeping(Settings.of(Samples.config(Map.of("directory", folder.toString(),
            "redact", new String[] {"text,from", "to"}, "redactBy", "hash")), folder), line -> { });
        keeping.keep(Samples.message("room", "annabel", "robert", "thesecretword"));
        keeping.close();
        for (String name : new String[] {"events.jsonl", "records.db"}) {
            String written = Files.readString(folder.resolve(name), java.nio.charset.StandardCharsets.ISO_8859_1);
            assertTrue(written.contains("room"), name);
            assertTrue(!written.contains("secret") && !written.contains("annabel") && !written.contains("robert"),
                name);
        }
    }
}
