package gateway.core.internal.appliance;

import gateway.core.internal.classify.ParserRegistry;
import gateway.core.internal.locality.AnnouncedAddresses;
import gateway.core.internal.record.RecordQueue;

/**
 * What bundles bring, and what outlives every restart of the intake.
 *
 * @param parsers the protocol bundles
 * @param records the way to the auditors
 * @param announced the address list
 */
public record PlugIns(ParserRegistry parsers, RecordQueue records, AnnouncedAddresses announced) {
}
