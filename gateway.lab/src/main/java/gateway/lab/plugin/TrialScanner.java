package gateway.lab.plugin;

import gateway.api.content.ContentScanner;
import gateway.api.content.Scan;
import gateway.api.content.ScanContent;
import gateway.api.content.ScanMethod;
import gateway.api.content.ScanTerms;
import gateway.api.content.ScanVerdict;
import gateway.api.content.ScanVerdict.Clean;
import gateway.api.content.ScannerStatus;
import gateway.api.content.ScannerStatus.Phase;
import gateway.api.content.ScannerStatus.Signatures;
import gateway.api.content.ScannerStatus.Totals;
import java.util.Map;
import java.util.function.Consumer;

/** Finds everything clean without a look at it: what is left is what scanning costs the gateway itself. */
public final class TrialScanner implements ContentScanner {
    private static final ScanTerms TERMS = new ScanTerms(500_000_000, 1000, 25_000);
    private static final ScannerStatus STATUS = new ScannerStatus(Phase.SERVING, "it looks at nothing", "trial",
        new Signatures("", -1, -1), 0, 0, 0, new Totals(0, 0, 0, Map.of(), 0, 0));

    private final Presence presence = new Presence();

    /** It is being taken away. */
    public void close() {
        presence.leave();
    }

    @Override
    public Scan scan(ScanContent content, ScanMethod method, Consumer<ScanVerdict> verdict) {
        presence.called();
        verdict.accept(new Clean(method));
        return () -> { };
    }

    @Override
    public ScanTerms terms() {
        return TERMS;
    }

    @Override
    public ScannerStatus status() {
        return STATUS;
    }
}
