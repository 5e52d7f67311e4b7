package gateway.core.internal.content;

import gateway.api.content.ContentScanner;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Gives the best scanner that a bundle brings its seat: the one of the highest rank. Framework threads. */
@Component(service = Scanners.class)
public final class Scanners {
    private final ScannerSeat seat = new ScannerSeat();

    /** Where the scanner sits. */
    public ScannerSeat seat() {
        return seat;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    void addScanner(ContentScanner scanner) {
        seat.add(scanner);
    }

    void removeScanner(ContentScanner scanner) {
        seat.remove(scanner);
    }
}
