package gateway.core.internal.record;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import gateway.api.protocol.DissectionEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * What the records of a flow have to remember: transfers that have not ended, and events from before policy decided,
 * when nobody can say yet whether the flow is audited. Its worker's thread.
 */
final class FlowTrail {
    /** More transfers at once are not followed. */
    static final int MOST_TRANSFERS = 64;
    private static final int MOST_EVENTS = 1024;
    private static final int MOST_BYTES = 256 * 1024;

    /** An event of before the decision. */
    record Early(String application, DissectionEvent event, long atMillis) {
    }

    private List<Early> early = new ArrayList<>();
    private int earlyBytes;
    private boolean bytesLost;
    private OpenTransfer first;
    private int open;

    /**
     * Keeps an event for later.
     *
     * @return whether there was room
     */
    boolean remember(String application, DissectionEvent event, long atMillis) {
        if (early.size() == MOST_EVENTS) {
            return false;
        }
        if (event instanceof DissectionEvent.TransferData data) {
            int length = data.bytes().length();
            if (earlyBytes + length > MOST_BYTES) {
                bytesLost = true;
                return true;
            }
            earlyBytes += length;
            early.add(new Early(application, new DissectionEvent.TransferData(data.transfer(), data.fileOffset(),
                ByteView.of(data.bytes().copy(0, length))), atMillis));
        } else {
            early.add(new Early(application, event, atMillis));
        }
        return true;
    }

    /** The events of before the decision; they are forgotten with this. */
    List<Early> takeEarly() {
        List<Early> taken = early;
        early = new ArrayList<>();
        earlyBytes = 0;
        return taken;
    }

    boolean hasEarly() {
        return !early.isEmpty();
    }

    /** Whether bytes of before the decision had no room. */
    boolean bytesLost() {
        return bytesLost;
    }

    /** Follows a transfer; an earlier one of the same number is found no more. */
    boolean open(OpenTransfer transfer) {
        if (open == MOST_TRANSFERS) {
            return false;
        }
        transfer.next = first;
        first = transfer;
        open++;
        return true;
    }

    /** The transfer of that number; null if it is not followed. */
    OpenTransfer find(long number) {
        OpenTransfer transfer = first;
        while (transfer != null && transfer.number != number) {
            transfer = transfer.next;
        }
        return transfer;
    }

    /** Follows a transfer no more. */
    void close(OpenTransfer transfer) {
        open--;
        if (first == transfer) {
            first = transfer.next;
            return;
        }
        OpenTransfer before = first;
        while (before.next != transfer) {
            before = before.next;
        }
        before.next = transfer.next;
    }

    /** The newest one to the client; null if there is none. */
    OpenTransfer toClient() {
        OpenTransfer transfer = first;
        while (transfer != null && transfer.direction != Direction.TO_CLIENT) {
            transfer = transfer.next;
        }
        return transfer;
    }

    /** One of those that are followed; null if there is none. */
    OpenTransfer any() {
        return first;
    }
}
