package gateway.protocol.http;

import gateway.testkit.SelfTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The self-test that the bundle carries: what curl and nginx said to each other in the laboratory. */
class CaptureTest {
    private final SelfTest test = new SelfTest(new HttpParser());

    @TestFactory
    List<DynamicTest> shouldPassTheSelfTestThatTheBundleCarries() {
        return SelfTest.folders(Path.of("src/main/resources/selftest")).stream()
            .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> test.check(folder))).toList();
    }
}
