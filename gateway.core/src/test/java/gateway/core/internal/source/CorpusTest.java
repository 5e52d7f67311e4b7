package gateway.core.internal.source;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Real captures of others, where they lie beside the checkout. */
class CorpusTest {
    private static final Path CORPUS = Path.of("..", "..", "shared", "corpus", "pcap");

    @TestFactory
    Stream<DynamicTest> shouldReadEveryRealCapture() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(CORPUS), "no corpus beside the checkout");
        try (Stream<Path> files = Files.walk(CORPUS)) {
            List<Path> captures = files.filter(Files::isRegularFile).sorted().toList();
            return captures.stream().map(capture -> DynamicTest.dynamicTest(CORPUS.relativize(capture).toString(),
                () -> shouldRead(capture)));
        }
    }

    private static void shouldRead(Path capture) {
        try (CaptureFile file = new CaptureFile(capture)) {
            int handed;
            do {
                handed = file.poll(packet -> assertTrue(packet.captured <= packet.length), 0);
            } while (handed >= 0);
            assertTrue(file.packets() > 0);
            assertTrue(file.nowMillis() > 0);
        }
    }
}
