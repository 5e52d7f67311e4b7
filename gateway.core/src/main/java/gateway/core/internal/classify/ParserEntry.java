package gateway.core.internal.classify;

import gateway.api.protocol.ProtocolParser;
import gateway.core.internal.fence.BundleCode;

/**
 * One parser of a snapshot.
 *
 * @param index its place, 0 to 63
 * @param id the application
 * @param parser the service
 * @param listsPeers whether it tells of the application's lists of peers
 */
public record ParserEntry(int index, String id, ProtocolParser parser, boolean listsPeers) implements BundleCode {
    /** One that does not. */
    public ParserEntry(int index, String id, ProtocolParser parser) {
        this(index, id, parser, false);
    }

    @Override
    public String title() {
        return "protocol " + id;
    }

    @Override
    public Object service() {
        return parser;
    }

    long bit() {
        return 1L << index;
    }
}
