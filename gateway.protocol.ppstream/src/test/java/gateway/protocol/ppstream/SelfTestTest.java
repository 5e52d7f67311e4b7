package gateway.protocol.ppstream;

import gateway.testkit.SelfTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the laboratory's speakers said to each other; README.md says how it was recorded. */
class SelfTestTest {
    @TestFactory
    List<DynamicTest> shouldPassItsSelfTest() {
        return SelfTest.folders(Path.of("src/main/resources/selftest")).stream().map(folder -> DynamicTest.dynamicTest(
            folder.getFileName().toString(), () -> new SelfTest(new PpstreamParser()).check(folder))).toList();
    }
}
