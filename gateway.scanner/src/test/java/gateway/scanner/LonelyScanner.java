package gateway.scanner;

import gateway.api.content.ScanMethod;
import gateway.api.content.ScanVerdict;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A scanner in a process of its own: says its verdict and its clamd's number, and lasts until its input ends. */
public final class LonelyScanner {
    private LonelyScanner() {
    }

    /** The argument is its work directory. */
    public static void main(String[] arguments) throws Exception {
        ClamScanner scanner = new ClamScanner(Samples.context(Map.of(ClamScanner.WORK, arguments[0])),
            Samples.config(Map.of("signatures", arguments[0] + "/none")));
        CompletableFuture<ScanVerdict> verdict = new CompletableFuture<>();
        scanner.scan(Samples.content(Samples.infected(100_000, 5, 1)), ScanMethod.WHOLE, verdict::complete);
        System.out.println(verdict.get(60, TimeUnit.SECONDS));
        System.out.println(ProcessHandle.current().children().findFirst().orElseThrow().pid());
        await();
        scanner.close();
    }

    private static void await() throws IOException {
        while (System.in.read() >= 0) {
            continue;
        }
    }
}
