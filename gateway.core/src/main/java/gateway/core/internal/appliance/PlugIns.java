package gateway.core.internal.appliance;

import gateway.core.internal.classify.ParserRegistry;
import gateway.core.internal.content.ScannerSeat;
import gateway.core.internal.locality.AnnouncedAddresses;
import gateway.core.internal.locality.LocalizerRegistry;
import gateway.core.internal.pipeline.Findings;
import gateway.core.internal.record.RecordQueue;
import java.nio.file.Path;

/**
 * What bundles bring, and what outlives every restart of the intake.
 *
 * @param parsers the protocol bundles
 * @param records the way to the auditors
 * @param announced the address list
 * @param scanners the scanner, if there is one
 * @param findings what scans found last
 * @param localizers the localizer, if there is one
 * @param work the gateway's work directory
 */
public record PlugIns(ParserRegistry parsers, RecordQueue records, AnnouncedAddresses announced,
                      ScannerSeat scanners, Findings findings, LocalizerRegistry localizers, Path work) {
}
