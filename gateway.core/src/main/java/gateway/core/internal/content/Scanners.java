package gateway.core.internal.content;

import gateway.api.content.ContentScanner;
import gateway.api.operation.PlugIn.State;
import gateway.core.internal.plugin.PlugInLedger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Gives the best scanner that a bundle brings its seat: the one of the highest rank. Framework threads. */
@Component(service = Scanners.class)
public final class Scanners {
    private static final String SERVES = "scanner";

    private final ScannerSeat seat;
    private final PlugInLedger ledger;

    /** @param ledger hears which bundle scans */
    @Activate
    public Scanners(@Reference PlugInLedger ledger) {
        this.ledger = ledger;
        seat = new ScannerSeat(scanner -> ledger.count(PlugInLedger.bundleOf(scanner)));
    }

    /** Where the scanner sits. */
    public ScannerSeat seat() {
        return seat;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    void addScanner(ContentScanner scanner) {
        seat.add(scanner);
        ledger.report(PlugInLedger.bundleOf(scanner), SERVES, State.SERVING, "it is given the files that rules want "
            + "scanned");
    }

    void removeScanner(ContentScanner scanner) {
        seat.remove(scanner);
        ledger.withdraw(PlugInLedger.bundleOf(scanner), SERVES);
    }
}
