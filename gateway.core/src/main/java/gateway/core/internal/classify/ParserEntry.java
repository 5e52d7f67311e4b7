package gateway.core.internal.classify;

import gateway.api.protocol.ProtocolParser;

/**
 * One parser of a snapshot.
 *
 * @param index its place, 0 to 63
 * @param id the application
 * @param parser the service
 */
public record ParserEntry(int index, String id, ProtocolParser parser) {
    long bit() {
        return 1L << index;
    }
}
