package gateway.core.internal.health;

import gateway.api.content.ScannerStatus;
import gateway.api.content.ScannerStatus.Signatures;
import gateway.core.internal.appliance.Inspection.Scans;
import gateway.core.internal.operation.Observation;
import gateway.core.internal.operation.Observations;
import java.util.concurrent.TimeUnit;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;

/** Whether files that a rule wants scanned are, and with signatures that are worth it. */
final class ScannerCheck extends WhileRunning {
    /** Signatures come every day; these were missed for a week. */
    static final int OLD_DAYS = 7;

    ScannerCheck(Observations observations) {
        super(observations);
    }

    @Override
    Result check(Observation now) {
        Scans scans = now.scans();
        if (!scans.wanted()) {
            return new Result(Status.OK, "no rule wants files scanned");
        }
        if (scans.scanner().isEmpty()) {
            return unserved(scans, "there is no bundle that scans");
        }
        ScannerStatus scanner = scans.scanner().get();
        return switch (scanner.phase()) {
            case DOWN -> unserved(scans, "the scanner is down: " + scanner.sentence());
            case IDLE, STARTING -> new Result(Status.TEMPORARILY_UNAVAILABLE,
                "the scanner starts, files wait for it: " + scanner.sentence());
            case SERVING -> signatures(scanner);
        };
    }

    private static Result unserved(Scans scans, String why) {
        return scans.blocked() ? new Result(Status.CRITICAL, "files that rules want scanned are refused: " + why)
            : new Result(Status.WARN, "files that rules want scanned pass unscanned: " + why);
    }

    private Result signatures(ScannerStatus scanner) {
        Signatures signatures = scanner.signatures();
        if (signatures.testOnly()) {
            return new Result(Status.WARN, "files are scanned, but nothing harmful is found: " + signatures.source());
        }
        long days = TimeUnit.MILLISECONDS.toDays(nowMillis() - signatures.dateMillis());
        if (signatures.dateMillis() >= 0 && days >= OLD_DAYS) {
            return new Result(Status.WARN, "the newest signatures are " + days + " days old: " + signatures.source());
        }
        return new Result(Status.OK, "files are scanned by " + scanner.engine());
    }
}
