package gateway.api.protocol;

import gateway.api.packet.ByteView;
import gateway.api.packet.Direction;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads the messages of one flow. One thread, no locks. Call order: any number of {@code onData}, {@code onMessage}
 * and {@code onGap}, then {@code onClose} exactly once.
 */
@ConsumerType
public interface Dissector {
    /**
     * TCP: the next bytes of one direction, beginning with those that were not consumed before. UDP: one datagram.
     * Bytes that the answer leaves unconsumed are core's to keep and come again with what follows them.
     */
    Progress onData(Direction direction, ByteView bytes);

    /** The next message of the protocol below. Only parsers over another protocol get these. */
    default Progress onMessage(Direction direction, Message message) {
        return Progress.OK;
    }

    /**
     * How many of the next bytes from the server to the client are nothing but the contents of a transfer, asked
     * between two calls of {@link #onData}. Where nobody wants contents, core leaves such bytes to the kernel and
     * tells them by {@link #onGap}; whether they were what they should be, nobody knows then. Only where nothing can
     * follow them before the client has spoken, and where no parser above wants to see them: 0, the default, if in
     * doubt.
     */
    default long contentAhead() {
        return 0;
    }

    /**
     * Where something begins that has to be here as a whole before it can be changed, a list of peers for instance,
     * and is not yet: an offset in the stream of a direction, as {@link DissectionEvent.ListedPeer#offset} counts;
     * negative, the default, if there is nothing like that. Where policy wants such things changed, core holds the
     * direction from there. Bytes that {@link #onData} left unconsumed need not be told.
     */
    default long unfinished(Direction direction) {
        return -1;
    }

    /**
     * {@code missing} bytes of one direction will never come (0: unknown how many); what follows is not adjacent
     * to what came before. DONE, the default, gives the flow up.
     */
    default Progress onGap(Direction direction, long missing) {
        return Progress.DONE;
    }

    /**
     * The flow, the bundle or the interest in it ended. What is under way may be reported for the last time;
     * nothing may be emitted afterwards.
     */
    default void onClose(CloseReason reason) {
    }

    /** Why a dissector is closed. */
    enum CloseReason {
        /** The flow ended. */
        FLOW_ENDED,
        /** Nothing was heard of the flow for its idle timeout. */
        IDLE,
        /** The flow was decided and is no longer read. */
        DECIDED,
        /** The dissector said DONE or VIOLATION, or threw. */
        FINISHED,
        /** The bundle is going away. */
        BUNDLE_GONE,
        /** The gateway stops. */
        STOPPING
    }
}
