package gateway.api.operation;

import gateway.api.content.ScanMethod;
import gateway.api.packet.Direction;
import gateway.api.packet.Endpoint;

/**
 * One transfer on its way that is to be scanned.
 *
 * @param flowId the flow's
 * @param application by which the file goes
 * @param client of the flow
 * @param server of the flow
 * @param direction in which the file goes
 * @param name the file's, as it came from the wire; may be empty
 * @param bytes that came so far
 * @param length bytes that were announced; negative where nobody said how many
 * @param state where it stands
 * @param method how much of the file a scan sees, as far as is known now
 * @param sinceMillis when it began, since 1970
 */
public record ScannedTransferLine(long flowId, String application, Endpoint client, Endpoint server,
                                  Direction direction, String name, long bytes, long length, State state,
                                  ScanMethod method, long sinceMillis) {
    /** Where a transfer stands (kP2PADM 3.1.5). */
    public enum State {
        /** Its bytes pass as they come, and are kept. */
        RECEIVING,
        /** A packet of it waits for a verdict. */
        PROCESSING
    }
}
