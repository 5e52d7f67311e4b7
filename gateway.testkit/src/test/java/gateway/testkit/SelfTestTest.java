package gateway.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.flow.Flow;
import gateway.api.flow.Head;
import gateway.api.packet.Transport;
import gateway.api.protocol.Detection;
import gateway.api.protocol.DissectionEvent.Anomaly;
import gateway.api.protocol.DissectionEvent.FileRequested;
import gateway.api.protocol.DissectionSink;
import gateway.api.protocol.Dissector;
import gateway.api.protocol.Progress;
import gateway.api.protocol.ProtocolParser;
import gateway.api.protocol.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfTestTest {
    private static final String EXPECTED = """
        [
        {"src":"192.0.2.1:40000","dst":"198.51.100.2:50000","label":"asking","decided_at":1,"reason":"first byte",\
        "if_announced":"","events":[
          {"file":"?a..b","way":"TO_SERVER"},
          {"anomaly":"answered","detail":"yes"}]}
        ]
        """;

    @TempDir
    private Path captures;
    private Path folder;
    private final SelfTest test = new SelfTest(new Asking());

    @BeforeEach
    void setUp() throws IOException {
        folder = Files.createDirectory(captures.resolve("unit-question"));
        CaptureWriter.write(folder.resolve("input.pcap"), FlowScript.udp().toServer("?a\"\\b").toClient("yes"));
    }

    @Test
    void shouldPassWhereAllIsFound() throws IOException {
        Files.writeString(folder.resolve("expected.json"), EXPECTED);
        test.check(folder);
        assertEquals(List.of(folder), SelfTest.folders(captures));
    }

    @Test
    void shouldWriteWhatItFoundWhereNothingOrSomethingElseIsExpected() throws IOException {
        Path written = Path.of("target/selftest/unit-question/expected.json");
        for (String expected : List.of("", "[\n]\n")) {
            if (!expected.isEmpty()) {
                Files.writeString(folder.resolve("expected.json"), expected);
            }
            Files.deleteIfExists(written);
            AssertionError failure = assertThrows(AssertionError.class, () -> test.check(folder));
            assertTrue(failure.getMessage().contains(written.toString()), failure.getMessage());
            assertEquals(EXPECTED, Files.readString(written));
        }
    }

    @Test
    void shouldNotPassWithoutAnyCapture() throws IOException {
        Path empty = Files.createDirectory(captures.resolve("empty"));
        assertThrows(AssertionError.class, () -> SelfTest.folders(empty));
    }

    /** A question mark asks for a file. */
    private static final class Asking implements ProtocolParser {
        @Override
        public String id() {
            return "asking";
        }

        @Override
        public Set<String> over() {
            return Set.of("udp");
        }

        @Override
        public List<Signature> signatures() {
            return List.of(Signature.at("question mark", Transport.UDP, 0, new byte[] {'?'}));
        }

        @Override
        public Detection detect(Flow flow, Head head) {
            return Detection.certain("first byte");
        }

        @Override
        public Dissector open(Flow flow, DissectionSink sink) {
            return (direction, bytes) -> {
                String said = bytes.text(0, bytes.length());
                sink.emit(said.startsWith("?") ? new FileRequested(said, Map.of("way", direction.name()))
                    : new Anomaly("answered", said));
                return Progress.OK;
            };
        }
    }
}
