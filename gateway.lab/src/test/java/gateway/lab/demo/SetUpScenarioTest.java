package gateway.lab.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.lab.network.Laboratory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the demo shows of each set-up comes out as announced. */
class SetUpScenarioTest {
    static Stream<Scenario> setUps() {
        return Stream.of(SetUpScenario.ROUTED, SetUpScenario.NAT, SetUpScenario.BRIDGE);
    }

    @ParameterizedTest
    @MethodSource("setUps")
    void shouldIdentifyRefuseAndPassInEverySetUp(Scenario setUp) {
        assumeTrue(Laboratory.possible(), "network namespaces need root");
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Narrator narrator = new Narrator(new PrintStream(told, true, StandardCharsets.UTF_8), false);
        setUp.play(null, narrator);
        assertTrue(narrator.sumUp(), () -> told.toString(StandardCharsets.UTF_8));
    }
}
