package gateway.api.protocol;

import gateway.api.packet.Direction;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where a dissector says what it read. Implemented by core; called within {@code onData} and its like only, of which
 * {@code onClose} is the last.
 */
@ProviderType
public interface DissectionSink {
    /** Something that policy, records or the address list may want to know. */
    void emit(DissectionEvent event);

    /**
     * A message for the parsers that ride on this protocol; valid during the call.
     *
     * @return whether one of them claimed it as its own: what it carries is then that parser's to report
     */
    boolean message(Direction direction, Message message);
}
