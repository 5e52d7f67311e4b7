package gateway.api.protocol;

import gateway.api.packet.Direction;
import org.osgi.annotation.versioning.ProviderType;

/** Where a dissector says what it read. Implemented by core; called within {@code onData} and its like only. */
@ProviderType
public interface DissectionSink {
    /** Something that policy, records or the address list may want to know. */
    void emit(DissectionEvent event);

    /** A message for the parsers that ride on this protocol; valid during the call. */
    void message(Direction direction, Message message);
}
