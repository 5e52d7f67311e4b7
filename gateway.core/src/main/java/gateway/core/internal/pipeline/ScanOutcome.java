package gateway.core.internal.pipeline;

import gateway.api.content.ScanVerdict;
import gateway.api.packet.Direction;

/**
 * What scanning a transfer came to.
 *
 * @param name the file's, from the wire
 * @param direction in which it went
 * @param first where in the file the transfer began
 * @param bytes how many passed, or were kept from passing
 * @param verdict on all of it: the worst of its parts
 * @param sha256 of an infected file, in hexadecimal; empty where it is not known
 * @param quarantined whether the gateway keeps it
 * @param refused whether the flow is refused for that
 */
public record ScanOutcome(String name, Direction direction, long first, long bytes, ScanVerdict verdict,
                          String sha256, boolean quarantined, boolean refused) {
}
