package gateway.scanner.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureFolderTest {
    private static final String HEAD = "ClamAV-VDB:01 Feb 2026 00-00 +0000:7:1234:90:X:X:somebody:1769904000";

    @TempDir
    private Path path;

    private void write(String name, String text) throws IOException {
        Files.writeString(path.resolve(name), text);
    }

    private SignatureFolder folder() {
        return new SignatureFolder(path);
    }

    @Test
    void shouldSeeOnlyWhatClamdLoads() throws IOException {
        assertFalse(new SignatureFolder(path.resolve("none")).holdsAny());
        write("freshclam.dat", "x");
        write("mirrors.ndb.tmp", "x");
        write("empty.ndb", "");
        assertFalse(folder().holdsAny());
        write("some.hdb", "44d88612fea8a8f36de82e1278abb02f:68:Eicar\n");
        assertTrue(folder().holdsAny());
    }

    @Test
    void shouldCountSignaturesAndMeasureThoseThatMatchAnywhere() throws IOException {
        write("a.hdb", "44d88612fea8a8f36de82e1278abb02f:68:A\n# nothing\n\nffffffffffffffffffffffffffffffff:9:B\n");
        write("b.ndb", "A:0:*:aabbcc\nB:0:*:aa{8}bb\nC:0:0:" + "aa".repeat(50) + "\nD:0:*:aa*bb\nbroken\n");
        write("c.ldb", "A;Engine:81-255,Target:0;0&1;" + "aa".repeat(20) + "::iw;0:" + "bb".repeat(90) + "\n");
        Files.setLastModifiedTime(path.resolve("a.hdb"), FileTime.fromMillis(5_000));
        Files.setLastModifiedTime(path.resolve("b.ndb"), FileTime.fromMillis(9_000));
        Files.setLastModifiedTime(path.resolve("c.ldb"), FileTime.fromMillis(7_000));
        assertEquals(new Survey(8, 9_000, 20), folder().survey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"main.cvd", "daily.cld"})
    void shouldLookIntoContainers(String name) throws IOException {
        byte[] tar = tar(new TreeMap<>(Map.of("COPYING", "text\n".repeat(300), "main.hdb", "x:1:A\n",
            "main.ndb", "A:0:*:" + "cc".repeat(77) + "\n", "zmain.info", "x")));
        Files.write(path.resolve(name), container(tar, name.endsWith("cvd")));
        assertEquals(new Survey(1234, 1_769_904_000_000L, 77), folder().survey());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 511, 512, 600, 1100, 2500})
    void shouldPassOverContainersThatAreBroken(int length) throws IOException {
        byte[] whole = container(tar(Map.of("main.ndb", "A:0:*:" + "cc".repeat(777) + "\n")), false);
        Files.write(path.resolve("main.cvd"), Arrays.copyOf(whole, length));
        write("b.ndb", "A:0:*:aabbcc\n");
        assertEquals(3, folder().survey().longestSpan());
        byte[] strange = whole.clone();
        Arrays.fill(strange, 512 + 124, 512 + 136, (byte) 'x');
        Files.write(path.resolve("main.cvd"), strange);
        assertEquals(3, folder().survey().longestSpan());
    }

    @Test
    void shouldNoticeEveryChange() throws IOException {
        String before = folder().fingerprint();
        write("a.ndb", "A:0:*:aabbcc\n");
        String one = folder().fingerprint();
        assertNotEquals(before, one);
        write("other.txt", "x");
        assertEquals(one, folder().fingerprint());
        write("a.ndb", "A:0:*:aabbccdd\n");
        assertNotEquals(one, folder().fingerprint());
        Files.delete(path.resolve("a.ndb"));
        assertEquals(before, folder().fingerprint());
    }

    private static byte[] container(byte[] tar, boolean compressed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Arrays.copyOf(HEAD.getBytes(StandardCharsets.US_ASCII), 512));
        if (compressed) {
            try (OutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(tar);
            }
        } else {
            out.write(tar);
        }
        return out.toByteArray();
    }

    private static byte[] tar(Map<String, String> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Map.Entry<String, String> file : files.entrySet()) {
            byte[] text = file.getValue().getBytes(StandardCharsets.US_ASCII);
            byte[] head = Arrays.copyOf(file.getKey().getBytes(StandardCharsets.US_ASCII), 512);
            byte[] size = String.format("%011o", text.length).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(size, 0, head, 124, size.length);
            out.write(head);
            out.write(Arrays.copyOf(text, (text.length + 511) / 512 * 512));
        }
        out.write(new byte[1024]);
        return out.toByteArray();
    }
}
