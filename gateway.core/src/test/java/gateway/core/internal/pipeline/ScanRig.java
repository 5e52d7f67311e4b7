package gateway.core.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gateway.api.policy.Action;
import gateway.core.internal.content.Answers;
import gateway.core.internal.content.ContentKeeper;
import gateway.core.internal.content.ScanSettings;
import gateway.core.internal.content.ScannerSeat;
import gateway.core.internal.crafted.FakeParser;
import gateway.core.internal.locality.InsideNetworks;
import gateway.core.internal.pipeline.FakeScanner.Question;
import gateway.core.internal.policy.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A pipeline under a rule that has downloads scanned, and a scanner that says what a test wants. */
final class ScanRig {
    static final Rule SCAN = Rule.of("scan-files", 10, Set.of("files"), InsideNetworks.NONE, InsideNetworks.NONE,
        Rule.Initiator.ANY, List.of(), List.of(), Action.SCAN, 0);

    final ScannerSeat seat = new ScannerSeat();
    final Findings findings = new Findings();
    final FakeScanner scanner = new FakeScanner();
    final ContentKeeper keeper;
    final PipelineRig rig;

    /** Files up to 1000 bytes are scanned as wholes, larger ones in windows of 500. */
    ScanRig(Path directory, int maxFlows) {
        this(directory, maxFlows, 1 << 20);
    }

    /** The same with so much memory for files. */
    ScanRig(Path directory, int maxFlows, int memoryBytes) {
        ScanSettings settings = new ScanSettings(1000, 500, memoryBytes, 1 << 20, 1 << 20);
        keeper = new ContentKeeper(settings, directory, seat);
        seat.add(scanner);
        rig = new PipelineRig(maxFlows, ReadingSettings.DEFAULT,
            new ScanServices(keeper, seat, new Answers(() -> { }), settings, findings),
            FakeParser.of("files", "GET ").openingWith(sink -> new Download(sink, new StringBuilder())));
        rig.policy(SCAN);
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - end < 0, "in time");
            Thread.onSpinWait();
        }
    }

    /** What the scanner was asked next. */
    Question asked() {
        Question[] question = new Question[1];
        await(() -> (question[0] = scanner.poll()) != null);
        return question[0];
    }
}
