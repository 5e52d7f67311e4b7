package gateway.core.internal.pipeline;

import gateway.core.internal.content.Answers;
import gateway.core.internal.content.ContentKeeper;
import gateway.core.internal.content.ScanSettings;
import gateway.core.internal.content.ScannerSeat;

/**
 * What a pipeline needs to have files scanned.
 *
 * @param keeper keeps what is to be scanned; shared by all workers
 * @param seat who scans
 * @param answers by which verdicts come back to this worker
 * @param settings how much is kept
 * @param findings hears what is found; shared by all workers
 */
public record ScanServices(ContentKeeper keeper, ScannerSeat seat, Answers answers, ScanSettings settings,
                           Findings findings) {
}
