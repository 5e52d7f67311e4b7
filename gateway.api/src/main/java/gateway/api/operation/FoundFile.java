package gateway.api.operation;

import gateway.api.content.ScanMethod;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;

/**
 * A file in which something was found.
 *
 * @param atMillis when, since 1970
 * @param flowId the flow's, which may be over
 * @param application by which the file went
 * @param client of the flow
 * @param server of the flow
 * @param direction in which the file went
 * @param name the file's, as it came from the wire; may be empty
 * @param bytes that had come by then; the last of them did not pass
 * @param signature what was found, as the scanner names it
 * @param method how much of the file the scan saw
 * @param sha256 of the file, in hexadecimal; empty where it is not known
 * @param quarantined whether the gateway keeps it
 */
public record FoundFile(long atMillis, long flowId, String application, Endpoint client, Endpoint server,
                        Direction direction, String name, long bytes, String signature, ScanMethod method,
                        String sha256, boolean quarantined) {
}
