package gateway.core.internal.pipeline;

import gateway.api.packet.Direction;
import java.util.ArrayList;
import java.util.List;

/** The transfers of a flow that are to be scanned, and what waits for verdicts on them. One worker thread. */
final class FlowScans {
    /** More transfers at once in one flow are not scanned. */
    static final int MOST = 64;

    private final List<ScannedTransfer> transfers = new ArrayList<>(1);
    private final int[] unanswered = new int[Direction.values().length];

    /** Adds a transfer; false where there are too many. */
    boolean add(ScannedTransfer transfer) {
        return transfers.size() < MOST && transfers.add(transfer);
    }

    /** The transfer of that number whose end has not come; null if there is none. */
    ScannedTransfer receiving(long number) {
        for (ScannedTransfer transfer : transfers) {
            if (transfer.number == number && !transfer.ended) {
                return transfer;
            }
        }
        return null;
    }

    void remove(ScannedTransfer transfer) {
        transfers.remove(transfer);
    }

    List<ScannedTransfer> all() {
        return transfers;
    }

    boolean isEmpty() {
        return transfers.isEmpty();
    }

    /** A question was asked, on which that direction waits. */
    void asked(Direction direction) {
        unanswered[direction.ordinal()]++;
    }

    void answered(Direction direction) {
        unanswered[direction.ordinal()]--;
    }

    /** Whether a direction waits for a verdict. */
    boolean waits(Direction direction) {
        return unanswered[direction.ordinal()] > 0;
    }

    /** Whether any direction waits for a verdict. */
    boolean waits() {
        return waits(Direction.TO_SERVER) || waits(Direction.TO_CLIENT);
    }

    /** Whether something of that direction is kept to be scanned. */
    boolean receives(Direction direction) {
        for (ScannedTransfer transfer : transfers) {
            if (transfer.direction == direction && !transfer.ended) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the last segment of a direction has to wait for the next one: nobody has said where the file ends, and
     * who has all of its bytes has the file, whatever becomes of the connection.
     */
    boolean keepsLast(Direction direction) {
        for (ScannedTransfer transfer : transfers) {
            if (transfer.direction == direction && !transfer.ended && transfer.endless() && transfer.unscanned() > 0) {
                return true;
            }
        }
        return false;
    }
}
